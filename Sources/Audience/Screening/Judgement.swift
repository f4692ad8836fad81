import Kernel

/// What the screen has found so far of a comment, and what should become of it.
struct Judgement: Sendable {
    private var findings: [Finding] = []
    private var isHeld = false
    private var problem: Problem?

    /// Notes what a moderator should know, and lets it wait for one.
    mutating func hold(_ rule: Finding.Rule, risk: Double, _ detail: String) {
        findings.append(Finding(rule: rule, detail: detail, risk: risk))
        isHeld = true
    }

    /// Notes what doesn’t decide anything.
    mutating func note(_ rule: Finding.Rule, risk: Double, _ detail: String) {
        findings.append(Finding(rule: rule, detail: detail, risk: risk))
    }

    /// Notes why it is not taken in; the sender is told the first such reason.
    mutating func refuse(_ rule: Finding.Rule, risk: Double, _ detail: String, telling reason: Problem) {
        findings.append(Finding(rule: rule, detail: detail, risk: risk))
        problem = problem ?? reason
    }

    var isRefused: Bool { problem != nil }

    var verdict: Verdict {
        if let problem { return .refused(problem, findings) }
        return isHeld ? .held(findings) : .shown(findings)
    }
}
