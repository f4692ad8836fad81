import Database
import Kernel

/// Facts as they were at some moment, from their history.
struct FactsOfThen {
    private(set) var facts: [Slug: Fact] = [:]
    /// Those whose history begins after the moment.
    private(set) var unrecorded: Set<Slug> = []

    /// - Parameter present: The facts as they are now, which tell what a state from before labels were kept does not.
    init(_ present: [Slug: Fact], at moment: Timestamp, _ connection: any Connection) throws {
        for slugs in present.keys.sorted().chunks(of: 50) {
            let rows = try connection.rows(
                """
                SELECT * FROM fact_revision WHERE fact IN \(list: slugs) AND number = (
                    SELECT coalesce(max(CASE WHEN state.written <= \(moment) THEN state.number END), min(state.number))
                    FROM fact_revision AS state WHERE state.fact = fact_revision.fact)
                """)
            for row in rows {
                let slug = try row.value("fact", as: Slug.self)
                let state = try FactRevision(row: row)
                guard let fact = present[slug] else { continue }
                facts[slug] = fact.as(state)
                if state.written > moment { unrecorded.insert(slug) }
            }
        }
    }
}

extension Fact {
    /// The fact in a state of its history.
    fileprivate func `as`(_ state: FactRevision) -> Fact {
        Fact(
            slug: slug, label: state.label ?? label, value: state.value, unit: state.unit, qualifier: state.qualifier,
            asOf: state.asOf, source: state.source, reviewInterval: state.reviewInterval ?? reviewInterval,
            reviewed: nil, note: state.label == nil ? note : state.note)
    }
}
