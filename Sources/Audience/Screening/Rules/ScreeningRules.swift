/// The limits that the screen goes by; what was not set has its default.
package struct ScreeningRules: Sendable, Hashable {
    private var values: [Setting: Double] = [:]

    package init() {}

    /// The value of a setting; a switch is on at 1 and off at 0.
    ///
    /// What lies outside its range is brought into it.
    package subscript(setting: Setting) -> Double {
        get { values[setting] ?? setting.standard }
        set {
            let range = setting.range
            let value = newValue.isNaN ? setting.standard : min(max(newValue, range.lowerBound), range.upperBound)
            values[setting] = value == setting.standard ? nil : value
        }
    }

    /// What differs from the defaults.
    package var changed: [Setting: Double] { values }

    func isOn(_ setting: Setting) -> Bool { self[setting] >= 0.5 }

    func count(_ setting: Setting) -> Int { Int(self[setting]) }

    func duration(_ setting: Setting, in unit: Duration) -> Duration { unit * self[setting] }
}

extension ScreeningRules {
    /// One limit or switch.
    package enum Setting: String, Sendable, Hashable, CaseIterable {
        /// Switch: a handle of which nothing was shown yet waits for a moderator.
        case holdsFirst = "hold-first"
        /// Comments a minute from one network.
        case perMinute = "per-minute"
        /// Comments an hour from one network.
        case perHour = "per-hour"
        /// Seconds that somebody needs at least for a comment.
        case fastest
        /// Hours for which a form can be sent; pages with forms may be a day old before they are made anew.
        case oldest
        /// The number of links at which a comment is held.
        case linksHeld = "links-held"
        /// The number of links at which a comment is refused.
        case linksRefused = "links-refused"
        /// The share of a text that may be links, from 0 to 1, before it is held.
        case linkShare = "link-share"
        /// Switch: links whose target cannot be seen are held.
        case holdsShorteners = "hold-shorteners"
        /// How many of the last comments are compared with each new one.
        case remembered
        /// How alike two texts are, from 0 to 1, before the later is held.
        case likeness
        /// The probability of spam, from 0 to 1, at which a comment is held.
        case spamHeld = "spam-held"
        /// The probability of spam, from 0 to 1, at which a comment is refused; 1 refuses none.
        case spamRefused = "spam-refused"
        /// Decisions of each kind before the classifier says anything.
        case examples
        /// Suspicious comments in a minute that make an attack.
        case attack
        /// Switch: a proof of work is asked for at any time, not only under attack.
        case alwaysWork = "always-work"
        /// The leading zero bits of a proof of work.
        case workBits = "work-bits"

        package var standard: Double { shape.standard }

        package var range: ClosedRange<Double> { shape.range }

        /// Whether it is either on or off.
        package var isSwitch: Bool { shape.kind == .onOff }

        /// Whether it is a whole number.
        package var isCount: Bool { shape.kind == .count }

        private enum Kind { case onOff, count, share }

        private var shape: (kind: Kind, standard: Double, range: ClosedRange<Double>) {
            switch self {
            case .holdsFirst, .holdsShorteners: (.onOff, 1, 0...1)
            case .alwaysWork: (.onOff, 0, 0...1)
            case .perMinute: (.count, 3, 1...600)
            case .perHour: (.count, 30, 1...10_000)
            case .fastest: (.count, 3, 0...60)
            case .oldest: (.count, 48, 1...720)
            case .linksHeld: (.count, 2, 1...1000)
            case .linksRefused: (.count, 10, 1...1000)
            case .linkShare: (.share, 0.5, 0.05...1)
            case .remembered: (.count, 5000, 0...20_000)
            case .likeness: (.share, 0.7, 0.5...1)
            case .spamHeld: (.share, 0.7, 0.1...1)
            case .spamRefused: (.share, 1, 0.5...1)
            case .examples: (.count, 20, 5...10_000)
            case .attack: (.count, 30, 1...100_000)
            case .workBits: (.count, 17, 8...24)
            }
        }
    }
}
