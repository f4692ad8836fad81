import Commerce
import CommerceWeb
import Editorial
import EditorialWeb
import HTTPSupport
import Kernel

/// What the business side’s pages about advertising need of the editorial side: names, and a page to look at.
struct EditorialGround: Sendable {
    let taxonomy: TaxonomyStore
    let articles: ArticleStore
    let reader: ReaderPages
    let knowsCountries: Bool

    /// By what a flight can be targeted.
    func names() async throws -> TargetNames {
        try await TargetNames(
            sections: taxonomy.sections().map { .init(slug: $0.section.slug, name: $0.section.name) },
            topics: taxonomy.topics().map { .init(slug: $0.topic.slug, name: $0.topic.name) },
            kinds: ArticleKind.allCases.compactMap { kind in
                Slug(validating: kind.rawValue).map { .init(slug: $0, name: kind.plural) }
            }, knowsCountries: knowsCountries)
    }

    /// The newest article with something in one of its slots; `nil` while there is none.
    func preview(_ place: Slot.Place, _ fill: [UInt8]) async throws -> [UInt8]? {
        guard let latest = try await articles.latest(1).items.first,
            case .page(let page)? = try await reader.page(at: .article(latest.slug))
        else { return nil }
        return PreviewDocument(plate: page.plate, fills: [place: fill]).bytes
    }
}

extension ArticleKind {
    fileprivate var plural: String {
        switch self {
        case .answer: "Answers"
        case .guide: "Guides"
        case .evaluation: "Comparisons"
        }
    }
}
