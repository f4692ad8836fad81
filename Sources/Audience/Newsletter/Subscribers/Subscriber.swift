package import Database
package import Kernel

/// How often somebody gets the newsletter.
package enum Rhythm: String, Sendable, Hashable, CaseIterable, ColumnCodable {
    case daily, weekly
}

/// Somebody who asked for the newsletter.
package struct Subscriber: Sendable, Hashable {
    package typealias ID = Identifier<Subscriber>

    package enum State: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        /// Asked, and has not confirmed yet.
        case awaiting
        case active
        /// Gets nothing until a day that they chose.
        case paused
        case left
        /// Their address bounced or complained.
        case stopped
    }

    package let id: ID
    package let address: EmailAddress
    package let state: State
    package let rhythm: Rhythm
    /// What they want to read about; empty for everything.
    package let topics: Set<Slug>
    package let made: Timestamp
    package let confirmed: Timestamp?
    /// When a pause ends.
    package let resumes: Timestamp?
}

/// Something that a subscriber did, or that was done for them.
package struct Consent: Sendable, Hashable {
    package enum Act: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case asked, confirmed, changed, paused, resumed, left, stopped, imported
    }

    /// How it was done.
    package enum Means: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        /// The form of a page.
        case form
        /// The button behind the link of a mail.
        case link
        /// The button of a mail program (RFC 8058).
        case oneClick = "one-click"
        /// A mail to the address that a mail names for it.
        case reply
        case file
        case staff
        case bounce
    }

    package let act: Act
    package let means: Means
    package let at: Timestamp
    /// The path of the page that it was done on.
    package let page: String
    /// Which wording they agreed to; empty where there was none.
    package let wording: String

    package init(_ act: Act, by means: Means, at moment: Timestamp, page: String = "", wording: String = "") {
        self.act = act
        self.means = means
        at = moment
        self.page = page
        self.wording = wording
    }
}

extension Consent: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            row.value("act"), by: row.value("means"), at: row.value("at"), page: row.value("page"),
            wording: row.value("wording"))
    }

    func note(of subscriber: Subscriber.ID, _ connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO consent (id, subscriber, act, means, at, page, wording)
            VALUES (\(Identifier<Consent>(at: at)), \(subscriber), \(act), \(means), \(at), \(page), \(wording))
            """)
    }
}
