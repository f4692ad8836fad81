import Commerce

/// What pays for the site, as the line at the head of each page tells it.
///
/// That who pays has no say is promised only while the software keeps it: not where one person does everything, and not where
/// a partner and the publisher belong together.
struct Funding {
    let site: String
    let paysForSpace: Bool
    let paysCommission: Bool
    let isOnePerson: Bool
    /// The partners that belong together with the publisher.
    let relatives: [Partner]

    var sentences: String {
        [means, people, relation, promise].compactMap(\.self).joined(separator: " ")
    }

    private var earns: Bool { paysForSpace || paysCommission }

    private var means: String {
        switch (paysForSpace, paysCommission) {
        case (true, true): "\(site) is paid for by advertising and by commission on some links."
        case (true, false): "\(site) is paid for by advertising."
        case (false, true): "\(site) is paid for by commission on some links."
        case (false, false): "\(site) earns nothing from advertising or links at present."
        }
    }

    private var people: String? {
        isOnePerson ? "One person writes it and sees to what it earns." : nil
    }

    private var relation: String? {
        guard earns, !relatives.isEmpty else { return nil }
        let names = relatives.map(\.name).listed(by: "and")
        return "\(names) \(relatives.count == 1 ? "belongs" : "belong") together with its publisher."
    }

    private var promise: String? {
        earns && !isOnePerson && relatives.isEmpty ? "Who pays has no say in its articles." : nil
    }
}

extension [String] {
    /// “A”, “A or B”, “A, B or C”.
    func listed(by conjunction: String) -> String {
        guard count > 1, let last else { return first ?? "" }
        return "\(dropLast().joined(separator: ", ")) \(conjunction) \(last)"
    }
}
