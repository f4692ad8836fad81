/// The publisher’s office: people, the audit trail, who gets the newsletter, and what the site says of itself.
extension OfficeRoute {
    // The publisher's office.
    package static let publisher = at("/publisher")
    package static let people = at("/publisher/people")
    package static let invite = at("/publisher/people/invite")
    package static let withdrawInvitation = at("/publisher/people/withdraw-invitation")
    package static func roles(of account: String) -> Self { at("/publisher/people/\(account)/roles") }
    package static func disable(_ account: String) -> Self { at("/publisher/people/\(account)/disable") }
    package static func enable(_ account: String) -> Self { at("/publisher/people/\(account)/enable") }
    package static let onePersonMode = at("/publisher/one-person-mode")
    package static let audit = at("/publisher/audit")
    package static let auditFile = at("/publisher/audit.csv")

    // Who gets the newsletter.
    package static let subscribers = at("/publisher/subscribers")
    package static let subscriberSearch = at("/publisher/subscribers/search")
    package static let subscriberStop = at("/publisher/subscribers/stop")
    package static let subscriberAllow = at("/publisher/subscribers/allow")
    package static let subscriberImport = at("/publisher/subscribers/import")
    package static let subscriberFile = at("/publisher/subscribers.csv")

    // What came back of it, and addresses that get nothing.
    package static let returnedMail = at("/publisher/subscribers/returned")
    package static let unreadMails = at("/publisher/subscribers/unread")
    package static let suppressions = at("/publisher/subscribers/suppressed")
    package static let suppressionEnd = at("/publisher/subscribers/suppressed/end")
    package static func unreadMail(_ id: String) -> Self { at("/publisher/subscribers/unread/\(id)") }
    package static func unreadMailFile(_ id: String) -> Self { at("/publisher/subscribers/unread/\(id)/mail.eml") }
    package static func unreadMailDismissal(_ id: String) -> Self { at("/publisher/subscribers/unread/\(id)/dismiss") }

    // What the publisher says of the site.
    package static let settings = at("/publisher/settings")
    package static let settingsPreview = at("/publisher/settings/preview")
    package static let settingsTheme = at("/publisher/settings/theme.css")
    package static let policies = at("/publisher/policies")
    package static func policy(_ subject: String) -> Self { at("/publisher/policies/\(subject)") }
    package static func policyPreview(_ subject: String) -> Self { at("/publisher/policies/\(subject)/preview") }
    package static func policyVersion(_ subject: String, number: String) -> Self {
        at("/publisher/policies/\(subject)/\(number)")
    }
}
