import Kernel

extension Evaluation {
    /// What is different in `next`, for the history and for the articles' notes.
    func lines(to next: Evaluation, names: [Slug: String]) -> [ChangeLine] {
        var lines: [ChangeLine] = []
        func add(_ what: String, _ before: String?, _ after: String?) {
            if before != after { lines.append(ChangeLine(what: what, before: before, after: after)) }
        }
        add("Title", title, next.title)
        add("Method", method.isEmpty ? nil : method, next.method.isEmpty ? nil : next.method)
        let old = Dictionary(criteria.map { ($0.slug, $0) }) { first, _ in first }
        let new = Dictionary(next.criteria.map { ($0.slug, $0) }) { first, _ in first }
        for criterion in criteria where new[criterion.slug] == nil {
            add("Criterion “\(criterion.name)”", criterion.summary, nil)
        }
        for criterion in next.criteria {
            guard let earlier = old[criterion.slug] else {
                add("Criterion “\(criterion.name)”", nil, criterion.summary)
                continue
            }
            add("Name of criterion “\(earlier.name)”", earlier.name, criterion.name)
            add("Weight of “\(criterion.name)”", String(earlier.weight), String(criterion.weight))
            add("Scale of “\(criterion.name)”", earlier.scale, criterion.scale)
            add("What good means for “\(criterion.name)”", earlier.good, criterion.good)
        }
        let kept = criteria.map(\.slug).filter { new[$0] != nil }
        let keptNow = next.criteria.map(\.slug).filter { old[$0] != nil }
        if kept != keptNow {
            add(
                "Order of the criteria", kept.compactMap { old[$0]?.name }.joined(separator: ", "),
                keptNow.compactMap { new[$0]?.name }.joined(separator: ", "))
        }
        func name(_ product: Slug) -> String { names[product] ?? product.description }
        for product in products.subtracting(next.products).sorted() { add("Product “\(name(product))”", "in", nil) }
        for product in next.products.subtracting(products).sorted() { add("Product “\(name(product))”", nil, "in") }
        let criteriaInOrder = next.criteria + criteria.filter { new[$0.slug] == nil }
        for product in products.union(next.products).sorted() {
            for criterion in criteriaInOrder {
                let place = "“\(name(product))” for “\(criterion.name)”"
                let earlier = score(of: product, by: criterion.slug)
                let later = next.score(of: product, by: criterion.slug)
                add("Score of \(place)", earlier?.value.description, later?.value.description)
                add("Evidence on \(place)", earlier?.evidence, later?.evidence)
                add("Tester of \(place)", earlier?.tester.name, later?.tester.name)
                add("Day of the test of \(place)", earlier?.tested.written, later?.tested.written)
            }
        }
        return lines
    }
}

extension Criterion {
    fileprivate var summary: String { "weight \(weight); \(scale); \(good)" }
}

extension [ChangeLine] {
    private static var mostTold: Int { 6 }

    /// What an article's history says when an evaluation or a product that it shows changes.
    func note(on subject: String, reason: String) -> String {
        // Evidence, testers and days come with a score; beside a score that changed they go without saying.
        let main = filter { line in
            !["Evidence", "Tester", "Day"].contains { line.what.hasPrefix("\($0) o") }
        }
        let told = main.isEmpty ? self : main
        var note = "\(subject): \(told.prefix(Self.mostTold).map(\.sentence).joined(separator: "; "))"
        if told.count > Self.mostTold { note += "; and \(told.count - Self.mostTold) more" }
        return reason.isEmpty ? "\(note)." : "\(note). \(reason)"
    }
}
