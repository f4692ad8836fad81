import Audience
import AudienceWeb
import Database
import Editorial
import HTTPSupport
import Kernel

extension Site {
    /// The moderators’ office; of the editorial side it learns what every reader can see, and tells it what readers say is wrong.
    static func moderation(
        _ database: any Database, articles: ArticleStore, people: PersonStore,
        suggestions: SuggestedCorrectionStore, discussions: SiteDiscussions, library: PageLibrary,
        trainer: any ScreenTrainer
    ) -> ModerationOffice {
        ModerationOffice(
            store: ModerationStore(database: database, trainer: trainer), queue: ModerationQueue(database: database),
            history: ModerationHistory(database: database), bans: BanStore(database: database),
            screening: ScreeningDesk(database: database),
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
                suggest: { draft in
                    try await suggestions.add(
                        draft.text, on: draft.article, comment: draft.comment.description, link: draft.link,
                        by: draft.signature.name, at: draft.signature.at)
                },
                suggestion: { comment in
                    try await suggestions.correction(from: comment.description).map(PassedOnCorrection.init)
                },
                changed: { changed in
                    // Other nodes find it out by themselves.
                    discussions.outlines.markStale(changed)
                    let paths = try await articles.summaries(of: Array(changed)).flatMap {
                        [Route.article($0.slug).path, Route.discussion($0.slug).path]
                    }
                    library.forget(paths + [Route.removedComments.path])
                }))
    }
}

extension PassedOnCorrection {
    fileprivate init(_ correction: SuggestedCorrection) {
        let settled: (name: String, at: Timestamp)? =
            if let name = correction.settledBy, let moment = correction.settled { (name, moment) } else { nil }
        let state: State =
            switch correction.state {
            case .open: .open
            case .done: .done
            case .declined: .declined
            }
        self.init(text: correction.text, state: state, answer: correction.answer, settled: settled)
    }
}
