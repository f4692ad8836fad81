package import Kernel
import Markdown

/// The checks before publication: pure rules over a manuscript's text and what it refers to.
///
/// The time that they take is proportional to the length of the text.
package struct ManuscriptChecks: Sendable {
    /// What a text refers to, as it is when it is checked.
    package struct Matter: Sendable, Hashable {
        package var facts: [Slug: Fact]
        package var sources: Set<Slug>
        package var evaluations: Set<Slug>
        package var products: Set<Slug>
        package var images: [Slug: Image]
        /// The sources whose page is gone.
        package var deadSources: Set<Slug>
        /// The addresses outside whose page is gone.
        package var deadLinks: Set<String>
        package var today: CalendarDay

        package init(
            facts: [Slug: Fact], sources: Set<Slug>, evaluations: Set<Slug> = [], products: Set<Slug> = [],
            images: [Slug: Image] = [:], deadSources: Set<Slug>, deadLinks: Set<String> = [], today: CalendarDay
        ) {
            self.facts = facts
            self.sources = sources
            self.evaluations = evaluations
            self.products = products
            self.images = images
            self.deadSources = deadSources
            self.deadLinks = deadLinks
            self.today = today
        }

        fileprivate func deadSource(of fact: Slug) -> Slug? {
            facts[fact].map(\.source).flatMap { deadSources.contains($0) ? $0 : nil }
        }
    }

    /// The longest title that lists and search results show whole, in characters.
    package static let longestTitle = 70

    let text: ManuscriptText
    let answer: MarkdownDocument
    let body: MarkdownDocument
    private let texts: [(field: ManuscriptMerge.Field, document: MarkdownDocument, checked: CheckedText)]

    package init(_ text: ManuscriptText) {
        self.init(text, answer: MarkdownDocument(text.answer), body: MarkdownDocument(text.body))
    }

    init(_ text: ManuscriptText, answer: MarkdownDocument, body: MarkdownDocument) {
        self.text = text
        self.answer = answer
        self.body = body
        texts = [(.answer, answer, CheckedText(answer)), (.body, body, CheckedText(body))]
    }

    /// The blocking findings that depend on the text alone.
    package var blockingInText: [Finding] {
        var findings: [Finding] = []
        if text.answer.allSatisfy(\.isWhitespace) {
            findings.append(Finding(.missingAnswer, in: .answer, "There is no short answer."))
        }
        if text.authors.isEmpty {
            findings.append(Finding(.missingByline, in: .authors, "Nobody is named as its writer."))
        }
        for (field, document, checked) in texts {
            // Those of the site's own may bring their text along from the library.
            let foreign = checked.images.filter { !LinkTarget.isMedia($0.address) }
            findings += foreign.filter { $0.alternative.trimmedOfSpace.isEmpty }.map { image in
                Finding(
                    .missingAltText, in: field, line: image.line,
                    "The image “\(image.address.shortened)” has no text for those who cannot see it.")
            }
            findings += checked.links.filter { !$0.hasText }.map { link in
                Finding(
                    .emptyLink, in: field, line: link.line,
                    "The link to “\(link.address.shortened)” has no text.")
            }
            findings += document.problems.map { Finding(.faultyReference, in: field, line: $0.line, $0.told) }
        }
        return findings
    }

    /// Everything that the rules find, what is blocking first.
    package func findings(_ matter: Matter) -> [Finding] {
        (blockingInText + unknownReferences(matter) + numbers(matter) + headings + title + sources(matter)
            + links(matter)
            + staleFacts(matter) + comparison).inOrder
    }

    private func unknownReferences(_ matter: Matter) -> [Finding] {
        let facts = Set(matter.facts.keys)
        return texts.flatMap { field, document, _ in
            let problems = document.problems(
                facts: facts, sources: matter.sources, evaluations: matter.evaluations, products: matter.products,
                images: matter.images)
            let known = Set(document.problems)
            return problems.filter { !known.contains($0) }
                .map { Finding($0.rule, in: field, line: $0.line, $0.told) }
        }
    }

    private func numbers(_ matter: Matter) -> [Finding] {
        let used = Set(text.facts.compactMap { Slug(validating: $0) })
            .union(answer.factSlugs).union(body.factSlugs)
        let values = used.compactMap { matter.facts[$0]?.value.filter { $0.isNumber || $0 == "." } }
        var unproven = UnprovenNumbers(values: Set(values))
        for (field, _, checked) in texts { unproven.look(at: checked, in: field) }
        return unproven.places.map { place in
            let fault =
                place.sentence.isEmpty
                ? "The table has numbers, such as “\(place.number)”, and no fact or source."
                : "“\(place.number)” has no fact or source: “\(place.sentence.shortened)”"
            return Finding(.numberWithoutSource, in: place.field, line: place.line, fault)
        }
    }

    private var headings: [Finding] {
        texts.flatMap { field, _, checked in
            let headings = checked.blocks.compactMap { block -> (level: Int, passage: CheckedText.Passage)? in
                if case .heading(let level, let passage) = block { (level, passage) } else { nil }
            }
            // The highest level of a text is its first, whatever it is.
            var present = (headings.map(\.level).min() ?? 1) - 1
            return headings.compactMap { level, passage -> Finding? in
                defer { present = level }
                guard level > present + 1 else { return nil }
                return Finding(
                    .skippedHeading, in: field, line: passage.line(at: 0),
                    "“\(passage.text.shortened)” is a heading of level \(level), and the one before it of level \(max(present, 1))."
                )
            }
        }
    }

    private var title: [Finding] {
        let length = text.title.count
        guard length > Self.longestTitle else { return [] }
        return [
            Finding(
                .longTitle, in: .title,
                "The title has \(length) characters; more than \(Self.longestTitle) are cut off.")
        ]
    }

    private func sources(_ matter: Matter) -> [Finding] {
        mentions { directive in
            if case .cite(let source) = directive { return matter.deadSources.contains(source) ? source : nil }
            if case .fact(let fact, _) = directive { return matter.deadSource(of: fact) }
            return nil
        } listed: {
            matter.deadSource(of: $0)
        }.map { source, field, line in
            Finding(.deadSource, in: field, line: line, "The page of the source “\(source)” is gone.")
        }
    }

    private func links(_ matter: Matter) -> [Finding] {
        texts.flatMap { field, _, checked in
            var seen: Set<String> = []
            return checked.links.compactMap { link -> Finding? in
                guard let address = link.outside, matter.deadLinks.contains(address), seen.insert(address).inserted
                else { return nil }
                return Finding(
                    .deadLink, in: field, line: link.line,
                    "The link to “\(address.shortened)” is dead: its page is gone.")
            }
        }
    }

    /// Every address of another site that its texts link to.
    var outsideLinks: Set<String> { Set(texts.flatMap { $0.checked.links.compactMap(\.outside) }) }

    private func staleFacts(_ matter: Matter) -> [Finding] {
        func stale(_ slug: Slug) -> Slug? { matter.facts[slug]?.isStale(on: matter.today) == true ? slug : nil }
        return mentions { directive in
            if case .fact(let slug, _) = directive { stale(slug) } else { nil }
        } listed: {
            stale($0)
        }.map { slug, field, line in
            let due = matter.facts[slug]?.reviewDue.written ?? ""
            return Finding(.staleFact, in: field, line: line, "The fact “\(slug)” was due for review on \(due).")
        }
    }

    private var comparison: [Finding] {
        guard let checked = texts.last?.checked else { return [] }
        let method = ComparisonMethod(kind: text.kind, body: checked)
        guard let line = method.comparison, !method.hasMethod else { return [] }
        return [
            Finding(
                .comparisonWithoutMethod, in: .body, line: line,
                "This compares or ranks, and nothing says how it was done.")
        ]
    }

    /// Where each of what is looked for stands first in a field.
    private func mentions(
        _ wanted: (Directive) -> Slug?, listed: (Slug) -> Slug?
    ) -> [(slug: Slug, field: ManuscriptMerge.Field, line: Int)] {
        var places: [(slug: Slug, field: ManuscriptMerge.Field, line: Int)] = []
        for (field, document, _) in texts {
            var seen: Set<Slug> = []
            for mention in document.mentions {
                guard let slug = wanted(mention.directive), seen.insert(slug).inserted else { continue }
                places.append((slug, field, mention.line))
            }
        }
        var seen = Set(places.map(\.slug))
        for (index, name) in text.facts.enumerated() {
            guard let slug = Slug(validating: name).flatMap(listed), seen.insert(slug).inserted else { continue }
            places.append((slug, .facts, index + 1))
        }
        return places
    }
}

extension MarkdownProblem {
    fileprivate var rule: CheckRule { fault == .imageWithoutAlternative ? .missingAltText : .faultyReference }

    /// What is wrong, without the line.
    fileprivate var told: String {
        let text = description
        let prefix = "Line \(line): "
        return (text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text).firstLetterCapital
    }
}

extension String {
    /// At most ninety characters of it.
    fileprivate var shortened: String { count > 90 ? "\(prefix(89))…" : self }

    fileprivate var firstLetterCapital: String { prefix(1).uppercased() + dropFirst() }
}
