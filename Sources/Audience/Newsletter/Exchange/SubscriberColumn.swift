package import Kernel

/// What a column of a table of subscribers can be.
package enum SubscriberColumn: String, Sendable, Hashable, CaseIterable {
    case address, rhythm, topics
    /// When they agreed to get mail.
    case consented
    /// Where they agreed.
    case page
    /// Whether they get mail there, left, or couldn’t be reached.
    case state

    /// What it is called in the files of other programs, in lower case.
    var headings: [String] {
        switch self {
        case .address: ["address", "email", "e-mail", "email address", "e-mail address", "subscriber"]
        case .rhythm: ["rhythm", "frequency"]
        case .topics: ["topics", "topic", "tags", "interests"]
        case .consented:
            [
                "consented", "confirmed", "confirm_time", "confirmed_at", "consent date", "optin_time", "opt-in date",
                "subscribed_at", "created_at",
            ]
        case .page: ["page", "source", "consent page", "signup_source"]
        case .state: ["state", "status"]
        }
    }

    /// Where the columns are, by the heading of each.
    ///
    /// - Parameter given: Headings that somebody named; they win over those that are known.
    /// - Throws: ``Problem`` of kind `invalid` when a heading that was named isn’t there, or none is that of addresses.
    package static func places(
        in headings: [String], given: [SubscriberColumn: String]
    ) throws(Problem) -> [SubscriberColumn: Int] {
        let found = headings.map { heading in
            heading.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
        }
        var places: [SubscriberColumn: Int] = [:]
        for column in allCases {
            if let name = given[column] {
                guard let place = found.firstIndex(of: name.lowercased()) else {
                    throw Problem(
                        .invalid, slug: "column-missing", title: "The table can’t be imported",
                        detail:
                            "No column is called “\(name.prefix(60))”. There are: \(headings.joined(separator: ", ").prefix(300))."
                    )
                }
                places[column] = place
            } else {
                places[column] = column.headings.lazy.compactMap { found.firstIndex(of: $0) }.first
            }
        }
        guard places[.address] != nil else {
            throw Problem(
                .invalid, slug: "column-missing", title: "The table can’t be imported",
                detail: "Its first line has to name the columns, and one of them has to be “address” or “email”.")
        }
        return places
    }
}
