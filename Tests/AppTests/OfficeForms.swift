import Kernel

/// A form of the offices as somebody would send it, filled in well.
struct OfficeForm {
    /// Somebody who may send it.
    let role: Role
    /// The fields as `name=value`, with what varies in braces.
    let fields: String
    /// What stands in the path for `:slug`.
    let slug: String
    /// What stands in the path for `:id`.
    let id: String
    /// The status of sending it again: what is done already is not done twice, or is said to be done.
    let again: Int
    /// The statuses of sending it once: it is done, unless the example site lacks what it needs, such as a mail server.
    let once: Set<Int>
    /// What has to be there before.
    let setting: Setting

    enum Setting {
        case nothing, proposedFactor, activeFactor, invitation, disabledPerson
    }

    init(
        _ role: Role, _ fields: String = "", slug: String = "{fact}", id: String = "{draft}", again: Int = 303,
        once: Set<Int> = [200, 303], after setting: Setting = .nothing
    ) {
        self.role = role
        self.fields = fields
        self.slug = slug
        self.id = id
        self.again = again
        self.once = once
        self.setting = setting
    }

    /// Every form of the offices; one that is not here fails the tests.
    static let all = [
        ofAccounts, ofPublisher, ofBusiness, ofArticles, ofWriting, ofLibrary, ofNames, ofEvaluations, ofMedia,
        ofDelivery,
        ofAdvertising,
        ofModeration,
        ofNewsletter,
    ]
    .reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    /// The forms of those who are not signed in.
    static let open: Set<String> = [
        "POST /sign-in", "POST /sign-in/code", "POST /sign-out", "POST /invitation/:secret",
        "POST /advertiser/sign-in", "POST /advertiser/sign-in/:secret", "POST /advertiser/sign-out",
        "POST /advertiser/flights/:id/creatives",
    ]
}
