import Audience
import AudienceWeb
import Database
import Editorial
import HTTPSupport
import Kernel

extension Site {
    /// The moderators’ office; of the editorial side it learns what every reader can see.
    static func moderation(
        _ database: any Database, articles: ArticleStore, people: PersonStore, library: PageLibrary,
        trainer: any ScreenTrainer
    ) -> ModerationOffice {
        ModerationOffice(
            store: ModerationStore(database: database, trainer: trainer), queue: ModerationQueue(database: database),
            history: ModerationHistory(database: database), bans: BanStore(database: database),
            ground: ModerationGround(
                articles: { identifiers in
                    let known = try await articles.summaries(of: identifiers)
                    return Dictionary(
                        known.map {
                            ($0.id, ModeratedArticle(title: $0.title, path: Route.article($0.slug).path))
                        }
                    ) { first, _ in first }
                },
                bylines: { try await people.people().map(\.name) },
                changed: { _ in library.forgetAll() }))
    }
}
