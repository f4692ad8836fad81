import Kernel

/// By which way readers of a link are sent.
package enum LinkWay: Sendable, Hashable {
    case earning
    /// The merchant’s own address, which earns nothing.
    case plain
    /// Neither address leads to the merchant any more.
    case nowhere
}

/// What the checks say against sending readers on, by destination; most links are not in it.
struct ServedHealth: Sendable, Hashable {
    /// What is known of one link.
    struct Entry: Sendable, Hashable {
        /// Whether the merchant’s own page is gone.
        var isGone = false
        /// The address over a network that was checked, if there is one.
        var earning: String?
        var earningFails = false
        var earningWorks = false

        init?(plain: LinkCheck, earning: LinkCheck?) {
            isGone = plain.condition == .dead || plain.condition == .parked
            if let earning {
                self.earning = earning.address
                earningFails = [.dead, .parked, .elsewhere].contains(earning.condition)
                // Only where the other is gone it matters whether this one was really seen to work.
                earningWorks = isGone && earning.condition == .fine
            }
            guard isGone || earningFails else { return nil }
        }
    }

    private var entries: [String: Entry] = [:]

    init() {}

    init(_ links: [CheckedLink]) {
        for link in links { entries[link.destination] = link.served }
    }

    /// By which way readers go to a destination that would earn by `address`, the one that is asked for in checks.
    func way(to destination: String, earningBy address: @autoclosure () -> String?) -> LinkWay {
        guard let entry = entries[destination] else { return .earning }
        // What was found of another programme’s address says nothing of this one’s.
        let isSame = entry.earning != nil && entry.earning == address()
        if entry.isGone { return isSame && entry.earningWorks ? .earning : .nowhere }
        return isSame && entry.earningFails ? .plain : .earning
    }

    /// Whether a destination’s own page is gone.
    func isGone(_ destination: String) -> Bool { entries[destination]?.isGone == true }
}
