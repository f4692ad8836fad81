package import Kernel
import Synchronization

/// The screen of comments: rules, words, bans, and what it remembers of the last ones, all in memory.
///
/// What it goes by is set from outside (``update(_:)``). It may be asked from many threads at once; they wait for each other
/// only while rates and recent texts are looked up.
package final class Screen: CommentScreen {
    /// What the screen goes by.
    package struct Knowledge: Sendable {
        package var rules = ScreeningRules()
        package var words = WordList()
        package var bans = ScreeningBans()
        /// Made of the decisions that are kept.
        var classifier: SpamClassifier?

        package init() {}
    }

    private struct Memory {
        var rates = NetworkRates()
        var recent = RecentTexts()
        var attack = AttackMeter()
        var worked = UsedNonces()
    }

    private let hasher: any NetworkHasher
    private let knowledge: Mutex<Knowledge>
    private let memory = Mutex(Memory())

    /// - Parameter hasher: What the networks of comments are hashed by, for bans.
    package init(_ knowledge: Knowledge = Knowledge(), hasher: any NetworkHasher) {
        self.knowledge = Mutex(knowledge)
        self.hasher = hasher
    }

    /// Changes what it goes by from the next comment on.
    package func update(_ change: (inout Knowledge) -> Void) { knowledge.withLock { change(&$0) } }

    /// The rules of the moment.
    package var rules: ScreeningRules { knowledge.withLock { $0.rules } }

    /// How many zero bits a form’s ``WorkChallenge`` has, for its comment to be taken without a moderator; `nil` while nobody
    /// attacks.
    package func workBits(at moment: Timestamp) -> Int? {
        let rules = rules
        guard rules.isOn(.alwaysWork) || memory.withLock({ $0.attack.isAttack(at: moment) }) else { return nil }
        return rules.count(.workBits)
    }

    package func verdict(on submission: Submission) -> Verdict {
        let knowledge = knowledge.withLock { $0 }
        var judgement = Judgement()
        lookFromAfar(at: submission, knowledge.rules, &judgement)
        // What a program sends in masses ends here, before its text costs anything.
        if !judgement.isRefused { read(submission, knowledge, &judgement) }
        if judgement.isSuspicious {
            memory.withLock { $0.attack.count(at: submission.at, limit: knowledge.rules.count(.attack)) }
        }
        return judgement.verdict
    }

    private func lookFromAfar(at submission: Submission, _ rules: ScreeningRules, _ judgement: inout Judgement) {
        judgement.look(atTrap: submission.trap)
        judgement.look(atForm: submission, rules)
        guard let network = submission.network else { return }
        let limit = NetworkRates.Limit(perMinute: rules.count(.perMinute), perHour: rules.count(.perHour))
        guard !memory.withLock({ $0.rates.admits(network, at: submission.at, limit) }) else { return }
        judgement.refuse(.rate, risk: 0.6, "Its network sent more comments than it may.", telling: Refusal.rate)
    }

    private func read(_ submission: Submission, _ knowledge: Knowledge, _ judgement: inout Judgement) {
        let rules = knowledge.rules
        let text = FoldedText(submission.text)
        if let reason = knowledge.bans.reason(for: submission, text, hasher) {
            judgement.refuse(.banned, risk: 1, reason, telling: Refusal.banned)
        }
        judgement.look(atWords: knowledge.words.found(in: text))
        judgement.look(at: LinkScan(submission.text), rules)
        if submission.isFirst, rules.isOn(.holdsFirst) { judgement.holdFirst() }
        if let classifier = knowledge.classifier {
            judgement.ask(classifier, about: submission.text, rules)
        }
        let entry = RecentTexts.Entry(
            submission.text, text, handle: submission.handle, network: submission.network,
            article: submission.article)
        let challenge =
            submission.isEdit
            ? nil : workBits(at: submission.at).map { WorkChallenge(nonce: submission.formNonce, bits: $0) }
        let isSolved = challenge?.isSolved(by: submission.work) ?? true
        memory.withLock { memory in
            let isUsed = challenge != nil && memory.worked.contains(submission.formNonce)
            if !isSolved || isUsed { judgement.holdForWork() }
            let match = memory.recent.match(entry, isEdit: submission.isEdit, likeness: rules[.likeness])
            judgement.look(atDuplicate: match)
            // A refused text may be sent again when its sender has mended what was wrong.
            guard !judgement.isRefused else { return }
            memory.recent.remember(entry, most: rules.count(.remembered))
            if challenge != nil, isSolved { memory.worked.insert(submission.formNonce) }
        }
    }

    /// Remembers a comment that was judged elsewhere or before the start.
    package func remember(_ text: String, handle: String, article: ArticleID) {
        let most = knowledge.withLock { $0.rules.count(.remembered) }
        let entry = RecentTexts.Entry(text, FoldedText(text), handle: handle, article: article)
        memory.withLock { $0.recent.remember(entry, most: most) }
    }

    /// Forgets a comment that was not kept or that its author deleted, so that it may be sent again.
    package func forget(_ text: String, handle: String, article: ArticleID) {
        let entry = RecentTexts.Entry(text, FoldedText(text), handle: handle, article: article)
        memory.withLock { $0.recent.forget(entry) }
    }
}

extension RecentTexts.Entry {
    init(
        _ text: String, _ folded: FoldedText, handle: String, network: AddressPrefix? = nil, article: ArticleID
    ) {
        let words = folded.words
        // What folds to nothing, such as “?!”, is compared as it is.
        self.text = words.isEmpty ? ByteHash.of(text.utf8, seed: 1) : ByteHash.of(folded.plain)
        isTelling = words.count >= 5 || folded.plain.count >= 30
        sketch = Sketch(words)
        let name = FoldedText(handle).plain
        self.handle = name.count > 1 ? ByteHash.of(name) : nil
        self.network = network?.hashValue
        self.article = article
    }
}
