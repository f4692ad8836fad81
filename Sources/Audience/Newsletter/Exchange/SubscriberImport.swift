package import Kernel

/// What somebody says of a table of subscribers before it is imported.
package struct SubscriberImport: Sendable, Hashable {
    /// What columns are called that have other headings than those that are known.
    package var headings: [SubscriberColumn: String]
    /// When those agreed whose row doesn’t say it; `nil` refuses such rows.
    package var consented: CalendarDay?
    /// Looks what would happen, and changes nothing.
    package var isTrial: Bool

    package init(
        headings: [SubscriberColumn: String] = [:], consented: CalendarDay? = nil, isTrial: Bool = false
    ) {
        self.headings = headings
        self.consented = consented
        self.isTrial = isTrial
    }

    /// A row that wasn’t taken, with the line on which it begins.
    package struct Fault: Sendable, Hashable {
        package let line: Int
        package let reason: String
    }

    /// What came of it.
    package struct Report: Sendable, Hashable {
        package internal(set) var rows = 0
        package internal(set) var added = 0
        /// Were there already, or stand in the table twice.
        package internal(set) var known = 0
        /// Left, bounced or complained here, and stay away.
        package internal(set) var suppressed = 0
        /// Left, bounced or complained elsewhere, and are suppressed here too.
        package internal(set) var excluded = 0
        package internal(set) var refused = 0
        /// The first ``mostFaults`` of those that were refused.
        package internal(set) var faults: [Fault] = []

        package static let mostFaults = 1000

        package init() {}

        mutating func refuse(_ line: Int, _ reason: String) {
            refused += 1
            if faults.count < Self.mostFaults { faults.append(Fault(line: line, reason: reason)) }
        }
    }
}

/// One row that can be taken.
struct ImportedSubscriber: Sendable {
    enum Wish: Sendable, Hashable {
        case wanted
        case suppressed(Suppression.Reason)
    }

    let address: EmailAddress
    let wish: Wish
    let rhythm: Rhythm
    let topics: Set<Slug>
    let consented: Timestamp
    let page: String
}

/// A row that can’t be taken, with the reason for whoever has the table.
struct ImportRefusal: Error {
    let reason: String
}

/// Reads the rows of a table whose columns are known.
struct ImportedRow {
    let places: [SubscriberColumn: Int]
    let asked: SubscriberImport
    let now: Timestamp

    func subscriber(_ fields: [String]) throws(ImportRefusal) -> ImportedSubscriber {
        func text(_ column: SubscriberColumn) -> String {
            guard let place = places[column], fields.indices.contains(place) else { return "" }
            let field = fields[place].split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return Self.unguarded(field)
        }
        guard let address = EmailAddress(text(.address)) else {
            throw ImportRefusal(reason: "“\(text(.address).prefix(80))” is no e-mail address.")
        }
        let wish = try Self.wish(text(.state).lowercased())
        guard let rhythm = Self.rhythm(text(.rhythm).lowercased()) else {
            throw ImportRefusal(reason: "“\(text(.rhythm).prefix(40))” is not daily or weekly.")
        }
        var topics: Set<Slug> = []
        for word in text(.topics).split(whereSeparator: { " ,;|".contains($0) }) {
            guard let topic = Slug(validating: word.lowercased()) else {
                throw ImportRefusal(
                    reason: "“\(word.prefix(40))” is not the name of a topic as it stands in its address.")
            }
            topics.insert(topic)
        }
        let moment = try consented(text(.consented))
        guard let moment = moment ?? (wish == .wanted ? nil : now) else {
            throw ImportRefusal(reason: "It doesn’t say when they agreed.")
        }
        guard moment <= now else { throw ImportRefusal(reason: "They would have agreed in the future.") }
        return ImportedSubscriber(
            address: address, wish: wish, rhythm: rhythm, topics: topics, consented: moment,
            page: String(text(.page).prefix(200)))
    }

    private func consented(_ text: String) throws(ImportRefusal) -> Timestamp? {
        guard !text.isEmpty else { return asked.consented?.start }
        if let day = CalendarDay(text) { return day.start }
        // As many databases write it: a space in the place of the T, and no zone.
        let standard = text.replacing(" ", with: "T", maxReplacements: 1)
        if let moment = Timestamp(rfc3339: standard) ?? Timestamp(rfc3339: standard + "Z") { return moment }
        throw ImportRefusal(
            reason: "“\(text.prefix(40))” is no day such as 2026-11-25, and no moment such as 2026-11-25T10:00:00Z.")
    }

    private static func wish(_ text: String) throws(ImportRefusal) -> ImportedSubscriber.Wish {
        switch text {
        case "", "active", "subscribed", "confirmed", "enabled", "paused": .wanted
        case "left", "unsubscribed", "cleaned", "opted out", "optout": .suppressed(.left)
        case "bounced", "stopped", "undeliverable": .suppressed(.bounced)
        case "complained", "complaint", "spam", "blocklisted": .suppressed(.complained)
        default: throw ImportRefusal(reason: "Nobody knows what the state “\(text.prefix(40))” means.")
        }
    }

    private static func rhythm(_ text: String) -> Rhythm? { text.isEmpty ? .daily : Rhythm(rawValue: text) }

    /// Without the sign by which a table keeps spreadsheets from taking a field for a formula.
    private static func unguarded(_ field: String) -> String {
        guard field.first == "'", let second = field.dropFirst().first, "=+-@".contains(second) else { return field }
        return String(field.dropFirst())
    }
}
