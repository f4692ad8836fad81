import Kernel

/// The rules that look at one comment alone.
extension Judgement {
    /// Servers’ clocks may differ by so much.
    private static let skew = Duration.seconds(120)

    mutating func look(atTrap trap: String) {
        guard !trap.isEmpty else { return }
        refuse(.trap, risk: 0.95, "A field that people cannot see was filled in.", telling: Refusal.trap)
    }

    mutating func look(atForm submission: Submission, _ rules: ScreeningRules) {
        guard let made = submission.formMade, made <= submission.at.advanced(by: Self.skew) else {
            refuse(.form, risk: 0.9, "Its form was not made by this site, or was changed.", telling: Refusal.form)
            return
        }
        if made.advanced(by: rules.duration(.oldest, in: .seconds(3600))) < submission.at {
            refuse(.form, risk: 0.3, "Its form was too old.", telling: Refusal.form)
        } else if submission.at < made.advanced(by: rules.duration(.fastest, in: .seconds(1))) {
            hold(.form, risk: 0.7, "It was sent sooner after its form was made than people write.")
        }
    }

    mutating func look(atWords entries: [WordList.Entry]) {
        for effect in [WordList.Effect.refuse, .hold] {
            let patterns = entries.filter { $0.effect == effect }.map { "“\($0.pattern.text)”" }
            guard !patterns.isEmpty else { continue }
            let listed = patterns.prefix(5).joined(separator: ", ")
            if effect == .refuse {
                refuse(.words, risk: 0.9, "It has what is to be refused: \(listed).", telling: Refusal.words)
            } else {
                hold(.words, risk: 0.6, "It has what is to be held: \(listed).")
            }
        }
    }

    mutating func look(at scan: LinkScan, _ rules: ScreeningRules) {
        let links = scan.links
        guard !links.isEmpty else { return }
        let hosts = Self.list(links.map(\.host))
        if links.count >= rules.count(.linksRefused) {
            refuse(.links, risk: 0.9, "It has \(links.count) links: \(hosts).", telling: Refusal.links)
        } else if links.count >= rules.count(.linksHeld) {
            hold(.links, risk: 0.5, "It has \(links.count) links: \(hosts).")
        }
        if scan.share > rules[.linkShare] {
            hold(
                .links, risk: 0.6, "\(Int((scan.share * 100).rounded())) of 100 of its characters are links: \(hosts).")
        }
        let short = links.map(\.host).filter(KnownHosts.shorteners.contains)
        if !short.isEmpty, rules.isOn(.holdsShorteners) {
            hold(.links, risk: 0.6, "Where a link leads cannot be seen: \(Self.list(short)).")
        }
        if let pretending = links.first(where: { $0.pretends != nil }), let named = pretending.pretends {
            hold(.links, risk: 0.8, "A link is called “\(named)” and leads to \(pretending.host).")
        }
    }

    /// Asks what moderators’ decisions say of it, once there are enough of them.
    mutating func ask(_ classifier: SpamClassifier, about text: String, _ rules: ScreeningRules) {
        guard min(classifier.spam, classifier.good) >= rules.count(.examples) else { return }
        let features = TextFeatures(text)
        let probability = classifier.probability(features)
        guard probability >= rules[.spamHeld] else { return }
        let words = classifier.tellingWords(of: features).map { "“\($0)”" }.joined(separator: ", ")
        let detail =
            "It is like what moderators removed as spam, with a probability of \(Int(probability * 100)) in 100."
            + (words.isEmpty ? "" : " What speaks most for it: \(words).")
        if rules[.spamRefused] < 1, probability >= rules[.spamRefused] {
            refuse(.classifier, risk: probability, detail, telling: Refusal.spam)
        } else {
            hold(.classifier, risk: probability, detail)
        }
    }

    mutating func look(atDuplicate match: RecentTexts.Match?) {
        switch match {
        case nil: break
        case .again:
            refuse(
                .duplicate, risk: 0.5, "The same was sent before under this article and in this name.",
                telling: Refusal.again)
        case .same(let times) where times >= 3:
            refuse(
                .duplicate, risk: 0.9, "The same was sent \(times) times before under other articles or names.",
                telling: Refusal.same)
        case .same:
            hold(.duplicate, risk: 0.7, "The same was sent before under another article or name.")
        case .alike(let likeness):
            hold(
                .nearDuplicate, risk: 0.6,
                "It is nearly what was sent before: about \(Int((likeness * 100).rounded())) of 100 pairs of words are the same."
            )
        }
    }

    /// The first of these, each once.
    private static func list(_ hosts: [String]) -> String {
        var shown: [String] = []
        for host in hosts.lazy.prefix(50) where !shown.contains(host) && shown.count < 3 { shown.append(host) }
        return shown.joined(separator: ", ")
    }
}
