import Editorial
package import HTTPSupport
import Kernel

extension ReaderPages: DynamicPageSource {
    package func page(at route: Route, query: QueryParameters) async throws -> Page? {
        switch route {
        case .search:
            let number = try number(query["page"])
            return try await searchPage(for: query["q"] ?? "", number: number)
        case .section, .topic, .person, .corrections:
            guard let before = query["before"] else { return nil }
            guard let cursor = Cursor(before) else {
                throw Problem(
                    .invalid, slug: "cursor-invalid", title: "There is no such page of the list",
                    detail: "The address is not one that this site has given out. Start from the newest page.")
            }
            return try await list(at: route, before: cursor)
        case .articleHistory(let slug):
            guard let before = query["before"] else { return nil }
            return try await historyPage(slug, before: before)
        default: return nil
        }
    }

    func list(at route: Route, before cursor: Cursor?) async throws -> Page? {
        switch route {
        case .section(let slug):
            guard let section = try await taxonomy.section(slug) else { return nil }
            let listing = try await articles.articles(inSection: slug, Self.pageLength, before: cursor)
            return ListPage(
                name: section.name, description: section.description, route: route, section: slug,
                articles: listing.items, older: listing.next?.description, isContinued: cursor != nil, shell: shell
            ).page
        case .topic(let slug):
            guard let topic = try await taxonomy.topic(slug) else { return nil }
            let listing = try await articles.articles(onTopic: slug, Self.pageLength, before: cursor)
            return ListPage(
                name: topic.name, description: topic.description, route: route, section: nil,
                articles: listing.items, older: listing.next?.description, isContinued: cursor != nil, shell: shell
            ).page
        case .person(let slug):
            guard let person = try await people.person(slug) else { return nil }
            let written = try await articles.articles(byPerson: slug, as: .wrote, Self.pageLength, before: cursor)
            let reviewed = try await articles.articles(byPerson: slug, as: .reviewed, Self.pageLength)
            return PersonPage(
                person: person, biography: MarkdownRenderer().render(person.biography), written: written.items,
                reviewed: cursor == nil ? reviewed.items : [], older: written.next?.description,
                isContinued: cursor != nil, shell: shell
            ).page
        case .corrections:
            let listing = try await articles.corrections(Self.pageLength, before: cursor)
            return CorrectionsPage(
                corrections: listing.items, older: listing.next?.description, isContinued: cursor != nil, shell: shell
            ).page
        default: return nil
        }
    }

    func searchPage(for text: String, number: Int) async throws -> Page {
        let query = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard query.count <= SearchPage.longestQuery else {
            throw Problem(
                .invalid, slug: "query-too-long", title: "That is more than we can look for",
                detail: "A search may have up to \(SearchPage.longestQuery) characters.")
        }
        let sections = try await taxonomy.sections().map(\.section)
        let result =
            query.isEmpty
            ? nil
            : try await search.search(query, limit: Self.pageLength, offset: (number - 1) * Self.pageLength)
        return SearchPage(query: query, result: result, number: number, sections: sections, shell: shell).page
    }

    private func number(_ text: String?) throws -> Int {
        guard let text else { return 1 }
        guard let number = Int(text), (1...50).contains(number) else {
            throw Problem(
                .invalid, slug: "page-invalid", title: "There is no such page of results",
                detail: "Pages are numbered from 1 to 50.")
        }
        return number
    }
}
