import Kernel

/// What the screen has found so far of a comment, and what should become of it.
struct Judgement: Sendable {
    private var findings: [Finding] = []
    private var isHeld = false
    /// Whether there is more against it than that nobody knows its handle, or that it brought no proof of work.
    private(set) var isSuspicious = false
    private var problem: Problem?

    /// Notes what a moderator should know, and lets it wait for one.
    mutating func hold(_ rule: Finding.Rule, risk: Double, _ detail: String) {
        findings.append(Finding(rule: rule, detail: detail, risk: risk))
        isHeld = true
        isSuspicious = true
    }

    /// Lets a comment of a handle wait of which nothing was shown yet.
    mutating func holdFirst() {
        findings.append(
            Finding(rule: .firstComment, detail: "Nothing of this handle was shown before.", risk: 0.2))
        isHeld = true
    }

    /// Lets a comment wait that was sent during an attack without the work that its form asked for.
    mutating func holdForWork() {
        findings.append(
            Finding(
                rule: .form, detail: "Many unwanted comments are coming, and its browser did not prove any work.",
                risk: 0.4))
        isHeld = true
    }

    /// Notes why it is not taken in; the sender is told the first such reason.
    mutating func refuse(_ rule: Finding.Rule, risk: Double, _ detail: String, telling reason: Problem) {
        findings.append(Finding(rule: rule, detail: detail, risk: risk))
        problem = problem ?? reason
        isSuspicious = true
    }

    var isRefused: Bool { problem != nil }

    var verdict: Verdict {
        if let problem { return .refused(problem, findings) }
        return isHeld ? .held(findings) : .shown(findings)
    }
}
