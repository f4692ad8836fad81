package import Database
package import Kernel

/// An agreement by which one partner’s links earn: through which network, with which tag, since when.
package struct Programme: Sendable, Hashable {
    package typealias ID = Identifier<Programme>

    package let id: ID
    package let partner: Slug
    package let name: String
    package let network: Network
    /// The publisher’s own number or tag at the network.
    package let account: String
    /// The merchant’s number at the network.
    package let merchant: String
    package let creative: String
    /// What is written for ``Network/generic``; empty for the others, whose template follows from the numbers.
    package let ownTemplate: String
    /// Whether links may go over `/go` of this site.
    package let allowsRedirects: Bool
    /// What has to be printed where one of its links is; empty when nothing has.
    package let requiredSentence: String
    /// The first day.
    package let since: CalendarDay
    /// The last day, if it has one.
    package let ended: CalendarDay?

    package init(
        id: ID, partner: Slug, name: String, network: Network, account: String = "", merchant: String = "",
        creative: String = "", ownTemplate: String = "", allowsRedirects: Bool, requiredSentence: String = "",
        since: CalendarDay, ended: CalendarDay? = nil
    ) {
        self.id = id
        self.partner = partner
        self.name = name
        self.network = network
        self.account = account
        self.merchant = merchant
        self.creative = creative
        self.ownTemplate = ownTemplate
        self.allowsRedirects = allowsRedirects
        self.requiredSentence = requiredSentence
        self.since = since
        self.ended = ended
    }

    /// The text of its template, whatever the network.
    package var template: String { network.template { value(of: $0) } }

    /// The value of one of the network’s fields.
    package func value(of key: Network.Field.Key) -> String {
        switch key {
        case .account: account
        case .merchant: merchant
        case .creative: creative
        case .template: ownTemplate
        }
    }

    /// Whether it runs on a day.
    package func isCurrent(on day: CalendarDay) -> Bool { since <= day && ended.map { day <= $0 } ?? true }
}

extension Programme: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), partner: row.value("partner"), name: row.value("name"), network: row.value("network"),
            account: row.value("account"), merchant: row.value("merchant"), creative: row.value("creative"),
            ownTemplate: row.value("template"), allowsRedirects: row.value("allows_redirects"),
            requiredSentence: row.value("required_sentence"), since: row.value("since"), ended: row.value("ended"))
    }
}

extension Programme: Recorded {
    static let kind = CommerceEvent.Kind.programme
    var subject: String { id.description }
    var title: String { name }
    var isEnded: Bool { ended != nil }
    var fields: [(name: String, value: String)] {
        [
            ("partner", partner.description), ("name", name), ("network", network.name), ("template", template),
            ("leads over /go", allowsRedirects ? "yes" : "no"), ("required sentence", requiredSentence),
            ("since", since.description), ("ended", ended?.description ?? ""),
        ]
    }
}
