import Editorial
import Kernel

/// How an address is, in plain words.
struct AddressHealthWords {
    private let health: AddressHealth?

    /// - Parameter health: `nil` for an address that was never checked.
    init(_ health: AddressHealth?) { self.health = health }

    /// In a word or two, as a list shows it.
    var state: String {
        switch health?.state {
        case nil, .unchecked: "Not checked yet"
        case .well: "There"
        case .failing: "In doubt"
        case .dead: "Gone"
        case .unreachable: "Out of reach"
        }
    }

    /// In a line, with days and figures, such as “Gone since 3 May 2026, seen 4 times; last answer 404”.
    var line: String {
        guard let health, let checked = health.checked else { return "Not checked yet" }
        switch health.state {
        case .unchecked: return "Not checked yet"
        case .well: return "There on \(checked.localDay.written)"
        case .dead: return "Gone\(since(health.firstFailure)), seen \(times(health.failures)); \(last(health))"
        case .unreachable:
            return "Out of reach\(since(health.unclearSince)), tried \(times(health.unclear)); \(last(health))"
        case .failing where health.failures > 0 && health.unclear == 0:
            return "Not found\(since(health.firstFailure)), seen \(times(health.failures)); \(last(health))"
        case .failing:
            return "No clear answer\(since(health.unclearSince)), tried \(times(health.unclear)); \(last(health))"
        }
    }

    /// The line, as it stands within a sentence.
    var lineInSentence: String { line.prefix(1).lowercased() + line.dropFirst() }

    /// What follows from it for a source; `nil` when nothing does.
    var advice: String? {
        switch health?.state {
        case nil, .unchecked: "It is checked by and by, with all others."
        case .well: nil
        case .failing:
            """
            It is too early to say that it is gone: that takes \(AddressHealth.failuresToDie) checks over at least \
            \(Self.days(AddressHealth.timeToDie)) days. It is checked again by itself.
            """
        case .dead:
            """
            Find where it stands now and change the address, or cite an archived copy; readers still see the old one.
            """
        case .unreachable:
            """
            The site refuses to be asked by a program, or is out of order. Look with your browser whether it is there.
            """
        }
    }

    private func since(_ moment: Timestamp?) -> String { moment.map { " since \($0.localDay.written)" } ?? "" }

    private func times(_ count: Int) -> String { count == 1 ? "once" : count == 2 ? "twice" : "\(count) times" }

    private func last(_ health: AddressHealth) -> String {
        if let status = health.lastStatus { return "last answer \(status)" }
        guard let error = health.lastError else { return "no answer" }
        return "no answer: \(error.prefix(1).lowercased())\(error.dropFirst().trimmingFullStop)"
    }

    private static func days(_ duration: Duration) -> Int64 { duration.components.seconds / 86_400 }
}

extension Substring {
    fileprivate var trimmingFullStop: Substring { last == "." ? dropLast() : self }
}
