import Database
import Kernel

extension ManuscriptStore {
    /// Everything that the checks before publication find in the saved text, what is blocking first.
    package func findings(in manuscript: Manuscript) async throws -> [Finding] {
        let checks = ManuscriptChecks(manuscript.text)
        let today = clock.now().localDay
        var prepared: PreparedDraft?
        var refused: [Finding] = []
        do throws(Problem) {
            prepared = try articles.prepare(manuscript.text.draft(), note: "")
        } catch {
            refused = manuscript.text.findings(in: error)
        }
        let draft = prepared
        let (matter, problem) = try await database.read { connection in
            try Self.matter(of: checks, draft, today: today, connection)
        }
        if let problem { refused += manuscript.text.findings(in: problem) }
        return (checks.findings(matter) + refused).inOrder
    }

    /// What a text refers to, and what a transaction that publishes it would refuse.
    private static func matter(
        of checks: ManuscriptChecks, _ prepared: PreparedDraft?, today: CalendarDay, _ connection: any Connection
    ) throws -> (ManuscriptChecks.Matter, Problem?) {
        var known = KnownMatter()
        var problem: Problem?
        try known.load(facts: checks.facts, sources: checks.sources, connection)
        try known.load(
            evaluations: checks.answer.evaluationSlugs.union(checks.body.evaluationSlugs),
            products: checks.answer.productSlugs.union(checks.body.productSlugs), connection)
        try known.load(images: checks.answer.imageSlugs.union(checks.body.imageSlugs), connection)
        if let prepared {
            try known.load(for: [prepared], isToChange: false, connection)
            do throws(Problem) { try known.check(prepared) } catch { problem = error }
        }
        let matter = ManuscriptChecks.Matter(
            facts: known.facts, sources: Set(known.sources.keys), evaluations: Set(known.evaluations.keys),
            products: Set(known.products.keys), images: known.images,
            deadSources: try SourceHealthStore.dead(among: known.sources.keys, connection),
            deadLinks: try LinkHealthStore.dead(among: checks.outsideLinks, connection), today: today)
        return (matter, problem)
    }
}

extension ManuscriptChecks {
    /// Every fact that the manuscript shows or lists.
    var facts: Set<Slug> {
        answer.factSlugs.union(body.factSlugs).union(text.facts.compactMap { Slug(validating: $0) })
    }

    /// Every source that its texts cite themselves.
    var sources: Set<Slug> { answer.sourceSlugs.union(body.sourceSlugs) }
}

extension ManuscriptText {
    /// What a refusal says of the fields, but for what the checks find themselves.
    func findings(in problem: Problem) -> [Finding] {
        problem.fieldErrors.compactMap { error in
            guard let field = ManuscriptMerge.Field(rawValue: error.field) else { return nil }
            switch field {
            case .answer where answer.allSatisfy(\.isWhitespace): return nil
            case .authors where authors.isEmpty: return nil
            // What names nothing in a text is told with its line.
            case .answer, .body: if error.message.hasPrefix("Line ") { return nil }
            default: break
            }
            return Finding(.refusedField, in: field, error.message)
        }
    }
}
