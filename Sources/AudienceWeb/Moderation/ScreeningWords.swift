import Audience

/// What the rules of the screen are called, and how their values are written: shares as percent.
enum ScreeningWords {
    static func name(of setting: ScreeningRules.Setting) -> String {
        switch setting {
        case .holdsFirst: "Hold the first comment of each handle"
        case .perMinute: "Comments a minute from one network"
        case .perHour: "Comments an hour from one network"
        case .fastest: "Seconds that a comment takes at least"
        case .oldest: "Hours for which a form can be sent"
        case .linksHeld: "Links at which a comment is held"
        case .linksRefused: "Links at which a comment is refused"
        case .linkShare: "Share of links in a text at which it is held"
        case .holdsShorteners: "Hold shortened links"
        case .remembered: "Comments that a new one is compared with"
        case .likeness: "Likeness to another at which a comment is held"
        case .spamHeld: "Probability of spam at which a comment is held"
        case .spamRefused: "Probability of spam at which a comment is refused"
        case .examples: "Decisions of each kind that it learns from at least"
        case .attack: "Suspicious comments a minute that make an attack"
        case .alwaysWork: "Ask browsers for work at any time, not only under attack"
        case .workBits: "Bits of that work"
        }
    }

    static func text(of value: Double, _ setting: ScreeningRules.Setting) -> String {
        setting.isCount || setting.isSwitch ? String(Int(value)) : String(Int((value * 100).rounded()))
    }

    static func range(of setting: ScreeningRules.Setting) -> String {
        let (low, high) = (text(of: setting.range.lowerBound, setting), text(of: setting.range.upperBound, setting))
        return "A whole number from \(low) to \(high)\(setting.isCount ? "" : " percent")."
    }

    /// Reads a value as it is written; `nil` for what is none.
    static func value(of setting: ScreeningRules.Setting, _ text: String) -> Double? {
        guard let number = Int(text) else { return nil }
        let value = setting.isCount ? Double(number) : Double(number) / 100
        return setting.range.contains(value) ? value : nil
    }

    static func name(of effect: WordList.Effect) -> String {
        switch effect {
        case .refuse: "Refuse"
        case .hold: "Hold"
        case .allow: "Allow"
        }
    }

    /// What was changed, in a sentence.
    static func sentence(_ change: ScreeningDesk.Change) -> String {
        guard !change.subject.hasPrefix(ScreeningDesk.Change.rule) else {
            let name = String(change.subject.dropFirst(ScreeningDesk.Change.rule.count))
            guard let setting = ScreeningRules.Setting(rawValue: name) else { return name }
            let values = [change.was, change.became].map { text in
                Double(text).map { value in
                    setting.isSwitch
                        ? (value >= 0.5 ? "on" : "off")
                        : Self.text(of: value, setting)
                            + (setting.isCount ? "" : "\u{A0}%")
                } ?? text
            }
            return "\(Self.name(of: setting)): \(values[0]), now \(values[1])"
        }
        let lists = [change.was, change.became].map { WordList.Effect(rawValue: $0).map(Self.name(of:)) }
        switch (lists[0], lists[1]) {
        case (nil, let list?): return "“\(change.subject)” put on the list “\(list)”"
        case (let list?, nil): return "“\(change.subject)” taken off the list “\(list)”"
        case (let old?, let new?): return "“\(change.subject)” moved from “\(old)” to “\(new)”"
        case (nil, nil): return "“\(change.subject)”"
        }
    }
}
