import Audience
import AudienceWeb
import Editorial
import HTTPSupport
import Kernel

/// The edition that would be made now, as a mail; nothing is kept or sent.
package struct NewsletterPreview: Sendable {
    /// What somebody wants to see, in the words of the command.
    package struct Request: Sendable {
        package var isWeekly = false
        /// What a subscriber wants to read about; empty for everything.
        package var topics: [String] = []
        /// Where what is new begins, as a day; otherwise where the last edition ended.
        package var since: String?

        package init() {}
    }

    package let subject: String
    package let html: String
    package let text: String

    /// - Throws: ``Problem`` of kind `invalid` for what can’t be asked, and `notFound` when there is no news.
    package init(_ request: Request, site: Site) async throws {
        let composer = site.editions.composer
        let id = try await composer.today(request.isWeekly ? .weekly : .daily)
        let since = try await Self.since(request, composer)
        let topics = try Self.topics(request, known: try await site.topics().map(\.slug))
        guard let composed = try await composer.preview(id, since: since),
            let letter = try await site.editions.maker.letter(of: composed, topics: topics)
        else {
            throw Problem(
                .notFound, slug: "edition-empty", title: "There is no news",
                detail: """
                    Nothing was published, updated or corrected since the last edition, so no mail would be sent. With \
                    “--since DAY” it looks further back.
                    """)
        }
        let sample = letter.sample
        subject = sample.subject
        html = sample.html
        text = sample.text
    }

    private static func since(_ request: Request, _ composer: EditionComposer) async throws -> Timestamp? {
        guard let text = request.since else { return nil }
        guard let day = CalendarDay(text) else {
            throw Problem(
                .invalid, slug: "option-unknown", title: "“\(text.prefix(60))” is no day",
                detail: "Write it as 2026-11-25.")
        }
        return try await composer.calendar().zone.start(of: day)
    }

    private static func topics(_ request: Request, known: [Slug]) throws(Problem) -> Set<Slug> {
        var topics: Set<Slug> = []
        for text in request.topics {
            guard let topic = Slug(validating: text), known.contains(topic) else {
                throw Problem(
                    .invalid, slug: "option-unknown", title: "There is no topic “\(text.prefix(60))”",
                    detail: "There are: \(known.map(\.description).joined(separator: ", ")).")
            }
            topics.insert(topic)
        }
        return topics
    }
}
