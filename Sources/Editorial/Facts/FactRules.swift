import Kernel

/// What a fact has to be.
enum FactRules {
    private static let longestInterval = 36_525

    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that is wrong.
    static func check(_ fact: Fact, reason: String? = nil, isNew: Bool = false) throws(Problem) {
        var fields = FieldChecks()
        if isNew, SourceRules.reservedSlugs.contains(fact.slug.description) {
            fields.add("slug", "The desk has a page of its own at this address; choose another.")
        }
        fields.require(fact.label, as: "label", upTo: 200)
        fields.require(fact.value, as: "value", upTo: 100)
        if let unit = fact.unit { fields.require(unit, as: "unit", upTo: 60) }
        if !(1...longestInterval).contains(fact.reviewInterval) {
            fields.add("reviewInterval", "This must be from 1 to \(longestInterval) days.")
        }
        if let note = fact.note { fields.require(note, as: "note", upTo: 1000, multiline: true) }
        if let reason { fields.allow(reason, as: "reason", upTo: 500) }
        try fields.finish(slug: "fact-invalid", title: "The fact “\(fact.slug)” can’t be saved")
    }

    static func noFact(_ slug: Slug) -> Problem {
        Problem(
            .notFound, slug: "fact-not-found", title: "There is no such fact", detail: "There is no fact “\(slug)”.")
    }

    static func noSource(_ slug: Slug) -> Problem {
        let detail = "There is no source “\(slug)”."
        return Problem(
            .invalid, slug: "fact-invalid", title: "The fact can’t be saved", detail: detail,
            fieldErrors: [Problem.FieldError(field: "source", message: detail)])
    }

    static func taken(_ slug: Slug) -> Problem {
        let detail = "There is a fact “\(slug)” already; change that one."
        return Problem(
            .conflict, slug: "fact-exists", title: "There is such a fact already", detail: detail,
            fieldErrors: [Problem.FieldError(field: "slug", message: detail)])
    }

    static func describedSo(_ fact: Fact) -> Problem {
        Problem(
            .invalid, slug: "fact-unchanged", title: "Nothing would change",
            detail: "“\(fact.label)” is described so already.")
    }

    static func nothingChanges(_ fact: Fact) -> Problem {
        Problem(
            .invalid, slug: "fact-unchanged", title: "Nothing would change",
            detail: "“\(fact.label)” is \(fact.displayValue) (as of \(fact.asOf.written)) already.")
    }
}

extension Fact {
    func described(as description: FactDescription) -> Fact {
        Fact(
            slug: slug, label: description.label, value: value, unit: unit, qualifier: qualifier, asOf: asOf,
            source: description.source ?? source, reviewInterval: description.reviewInterval, reviewed: reviewed,
            note: description.note)
    }

    func changed(to change: FactChange) -> Fact {
        Fact(
            slug: slug, label: label, value: change.value, unit: change.unit, qualifier: change.qualifier,
            asOf: change.asOf, source: change.source, reviewInterval: reviewInterval, reviewed: reviewed, note: note)
    }

    /// What an article's history says when this fact has another source than before.
    func note(ofMoveFrom before: Fact, reason: String) -> String {
        let change = "Fact “\(label)”, \(displayValue) (as of \(asOf.written)), has another source."
        return reason.isEmpty ? change : "\(change) \(reason)"
    }

    /// What an article's history says when this fact changes.
    func note(ofChangeTo next: Fact, reason: String) -> String {
        let before = "\(displayValue) (as of \(asOf.written))"
        let after = "\(next.displayValue) (as of \(next.asOf.written))"
        guard before != after else { return next.note(ofMoveFrom: self, reason: reason) }
        let change = "Fact “\(label)” changed from \(before) to \(after)."
        return reason.isEmpty ? change : "\(change) \(reason)"
    }
}
