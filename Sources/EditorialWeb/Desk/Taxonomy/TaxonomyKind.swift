import Editorial
import HTTPSupport
import Kernel

/// The two ways in which articles are sorted, which are kept on pages of the same make.
enum TaxonomyKind: Sendable {
    case section, topic

    /// “Sections”, for a heading.
    var title: String { self == .section ? "Sections" : "Topics" }
    var word: String { self == .section ? "section" : "topic" }

    var list: OfficeRoute { self == .section ? .sections : .topics }

    func edit(_ slug: String) -> OfficeRoute { self == .section ? .section(slug) : .topic(slug) }

    func removal(_ slug: String) -> OfficeRoute { self == .section ? .sectionRemoval(slug) : .topicRemoval(slug) }

    func publicRoute(_ slug: Slug) -> Route { self == .section ? .section(slug) : .topic(slug) }

    var explanation: String {
        switch self {
        case .section:
            "Each article stands in exactly one section. A section’s address stays as it is for good, so that links to it go on working."
        case .topic:
            "What articles are about; an article may have several. A topic’s address stays as it is for good."
        }
    }
}

/// A section or a topic, as its page shows it.
struct TaxonomyEntry: Sendable {
    let slug: Slug
    let name: String
    let description: String
    let articles: Int

    init(_ counted: CountedSection) {
        slug = counted.section.slug
        name = counted.section.name
        description = counted.section.description
        articles = counted.articles
    }

    init(_ counted: CountedTopic) {
        slug = counted.topic.slug
        name = counted.topic.name
        description = counted.topic.description
        articles = counted.articles
    }

    var use: String {
        switch articles {
        case 0: "no article"
        case 1: "one article"
        default: "\(articles) articles"
        }
    }
}
