import Commerce
import CommerceTestSupport
import Editorial
import Kernel
import TestSupport

@testable import App
@testable import Staff

/// What a form refers to, made anew for each, so that no form meets what another left.
struct OfficeFixtures {
    let offices: OfficeSite

    init(_ offices: OfficeSite) { self.offices = offices }

    /// The values of the braces that a form has; only what it names is made.
    func values(for form: OfficeForm) async throws -> [String: String] {
        let text = form.fields + form.slug + form.id
        let fresh = "n\(Manuscript.ID(at: offices.clock.now()))"
        guard let slug = Slug(validating: fresh) else { return [:] }
        let changes = ChangeFeed()
        let taxonomy = TaxonomyStore(database: offices.stores.editorial, changes: changes)
        var values = [
            "{fresh}": fresh, "{section}": fresh, "{topic}": fresh, "{byline}": fresh, "{newSource}": fresh,
            "{references}":
                "@misc{\(fresh), title = {On \(fresh)}, publisher = {A house}, url = {https://a.example/\(fresh)}}",
        ]
        if text.contains("{section}") {
            try await taxonomy.add(Section(slug: slug, name: "Section \(fresh)", description: "Words"))
        }
        if text.contains("{topic}") {
            try await taxonomy.add(Topic(slug: slug, name: "Topic \(fresh)", description: "Words"))
        }
        if text.contains("{byline}") {
            try await PersonStore(database: offices.stores.editorial, changes: changes).add(
                Person(slug: slug, name: "Nina \(fresh)", role: "Writer", biography: "Writes"))
        }
        if text.contains("{newSource}") {
            // Nobody is asked for it: outgoing requests refuse the machine’s own addresses.
            try await SourceStore(database: offices.stores.editorial, changes: changes).add(
                Source(
                    slug: slug, title: "Title \(fresh)", author: nil, publisher: "A house", published: nil,
                    address: "http://127.0.0.1/\(fresh)", accessed: offices.clock.now().day, doi: nil))
        }
        if text.contains("{articleLink}") {
            // Nobody is asked for it: outgoing requests refuse the machine’s own addresses.
            values["{articleLink}"] = "http://127.0.0.1/\(fresh)"
            let people = PersonStore(database: offices.stores.editorial, changes: changes)
            let section = try await taxonomy.sections().first?.section.slug
            try await ArticleStore(database: offices.stores.editorial, changes: changes).publish(
                ArticleDraft(
                    slug: slug, kind: .answer, title: "Title", description: "Words", answer: "Words.",
                    body: "[There](http://127.0.0.1/\(fresh))", about: "", section: section ?? slug, topics: [],
                    authors: try await people.people().prefix(1).map(\.slug), reviewers: [], facts: [], related: []),
                at: offices.clock.now(), note: "Because.")
        }
        if text.contains("{advertiser}") {
            let billed = try await offices.billedAdvertiser()
            values["{advertiser}"] = billed.slug.description
            values["{month}"] = billed.month.description
            values["{net}"] = BilledAdvertiser.net
        }
        values["{tomorrow}"] = offices.clock.now().day.advanced(byDays: 1).description
        if text.contains("{lacking}") {
            values["{lacking}"] = try await offices.billedAdvertiser(isOver: true).flight.id.description
        }
        if text.contains("{invoice}") { values["{invoice}"] = try await offices.invoice().id.description }
        if text.contains("{policy}") {
            let policies = PolicyStore(database: offices.stores.editorial)
            values["{policy}"] = String(try await policies.versions(on: .standards).first?.number ?? 0)
        }
        if text.contains("{booked") {
            values.merge(try await offices.booking().values) { first, _ in first }
        }
        values.merge(try await moderated(text)) { first, _ in first }
        values.merge(try await edition(text)) { first, _ in first }
        if text.contains("{settings}") {
            let settings = SiteSettingsStore(
                database: offices.stores.staff, clock: offices.clock, fixed: [:], zone: { _ in nil })
            values["{settings}"] = String(try await settings.settings().change)
        }
        return values
    }
}
