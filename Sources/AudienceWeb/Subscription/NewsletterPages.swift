package import Audience
package import HTTPSupport
import Kernel
import Markup

/// The page that says what the newsletter is, with the form; its editions; and a feed of them.
package struct NewsletterPages: PageSource {
    private let topics: @Sendable () async throws -> [TopicChoice]
    private let editions: EditionStore
    private let isOffered: @Sendable () -> Bool
    private let shell: any PageShell

    static let mostListed = 60
    static let mostInFeed = 20

    /// - Parameter isOffered: Whether readers may sign up now.
    package init(
        topics: @escaping @Sendable () async throws -> [TopicChoice], editions: EditionStore,
        isOffered: @escaping @Sendable () -> Bool, shell: any PageShell
    ) {
        self.topics = topics
        self.editions = editions
        self.isOffered = isOffered
        self.shell = shell
    }

    package func page(at route: Route) async throws -> PageAnswer? {
        switch route {
        case .newsletter: return .page(try await front())
        case .newsletterFeed: return .page(try await feed())
        case .edition(let name):
            guard let id = Edition.ID(name), id.description == name, let composed = try await editions.published(id)
            else { return nil }
            return .page(
                EditionPage(edition: composed.edition, items: composed.items(for: []), shell: shell).page)
        default: return nil
        }
    }

    private func front() async throws -> Page {
        let topics = try await topics()
        let earlier = try await editions.published(most: Self.mostListed)
        let site = shell.site.name
        let head = PageHead(
            title: "The newsletter",
            description: "What is new on \(site), by mail, without anybody following what you open.",
            route: .newsletter)
        return shell.page(head) { html in
            html.element(.div, .class("subscription-page")) { html in
                html.element(.h1, text: "The newsletter")
                if isOffered() {
                    html.element(
                        .p, .class("intro"),
                        text:
                            "What is new on \(site), what was corrected, and something from the archive: one mail a day, or a week."
                    )
                    SubscriptionForm.write(FormBody(), topics: topics, problem: nil, into: &html)
                } else {
                    html.element(.p, .class("intro"), text: SubscriptionForm.none.detail)
                }
                guard !earlier.isEmpty else { return }
                html.element(.h2, text: "Earlier editions")
                html.element(.ul, .class("editions")) { html in
                    for edition in earlier {
                        html.element(.li) { html in
                            html.element(
                                .a, .href(Route.edition(edition.id.description).path), text: edition.subject)
                            html.element(.p, .class("note")) { $0.time(edition.id.day) }
                        }
                    }
                }
                html.element(.p, .class("note")) { html in
                    html.element(.a, .href(Route.newsletterFeed.path), text: "As an Atom feed")
                }
            }
        }
    }

    /// An Atom feed (RFC 4287) of the latest editions.
    private func feed() async throws -> Page {
        let latest = try await editions.published(most: Self.mostInFeed)
        var entries: [ComposedEdition] = []
        for edition in latest {
            if let composed = try await editions.published(edition.id) { entries.append(composed) }
        }
        let site = shell.site
        let own = shell.address(of: .newsletterFeed)
        let page = shell.address(of: .newsletter)
        var xml = XMLWriter()
        xml.element("feed", ["xmlns": "http://www.w3.org/2005/Atom", "xml:lang": site.language]) { xml in
            xml.element("id", text: own)
            xml.element("title", text: "\(site.name): the newsletter")
            xml.element(
                "updated", text: (latest.first?.started ?? latest.first?.goes)?.rfc3339 ?? "1970-01-01T00:00:00Z")
            xml.empty("link", ["rel": "self", "href": own])
            xml.empty("link", ["rel": "alternate", "href": page])
            xml.element("author") { $0.element("name", text: site.name) }
            for entry in entries { write(entry, into: &xml) }
        }
        return Page(bytes: xml.bytes, mediaType: .atom)
    }

    private func write(_ entry: ComposedEdition, into xml: inout XMLWriter) {
        let address = shell.address(of: .edition(entry.edition.id.description))
        let titles = entry.items(for: []).map { "\($0.part.heading): \($0.title)" }
        xml.element("entry") { xml in
            xml.element("id", text: address)
            xml.element("title", text: entry.edition.subject)
            xml.element("updated", text: (entry.edition.started ?? entry.edition.goes).rfc3339)
            xml.empty("link", ["rel": "alternate", "href": address])
            xml.element("summary", text: titles.joined(separator: "\n"))
        }
    }
}
