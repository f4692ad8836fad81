import Audience
import HTTPSupport
import Kernel

extension ModerationOffice {
    static let pageLength = 50
    /// A decision can be taken back with one key for so long; later, under Decisions.
    private static let recent = Duration.seconds(3600)

    func list(_ request: StaffRequest) async throws -> StaffAnswer {
        let address = QueueAddress(request.query)
        let page = try await queue.page(address.filter, after: address.position, limit: Self.pageLength)
        var articles = try await articles(of: page.comments.map(\.comment))
        var isOpenByHand: Bool?
        if let article = address.filter.article {
            isOpenByHand = try await history.isOpenByHand(article)
            if articles[article] == nil { articles.merge(try await ground.articles([article])) { first, _ in first } }
        }
        let today = request.now.localDay
        let figures = try await history.figures(dayStart: Zone.current.start(of: today))
        let last = try await history.lastDecision(
            of: request.member.id, since: request.now.advanced(by: .zero - Self.recent))
        return .page(
            QueueListPage(
                address: address, comments: page, articles: articles, figures: figures, last: last,
                isOpenByHand: isOpenByHand, now: request.now, token: request.formToken
            ).page)
    }

    func comment(_ request: StaffRequest) async throws -> StaffAnswer {
        guard let queued = try await queue.comment(request.identifier("id")) else { throw StaffRequest.nothingHere }
        return .page(try await page(of: queued, request))
    }

    func page(
        of queued: QueuedComment, _ request: StaffRequest, problem: Problem? = nil
    ) async throws -> OfficePage {
        let articles = try await articles(of: [queued.comment])
        return try await CommentPage(
            queued: queued, article: articles[queued.comment.article],
            history: history.lines(on: queued.comment.id, limit: 50), bylines: ground.bylines(),
            correction: ground.suggestion(queued.comment.id), typed: request.form["text"], problem: problem,
            now: request.now, token: request.formToken
        ).page
    }

    func decisions(_ request: StaffRequest) async throws -> StaffAnswer {
        let before = request.query["before"].flatMap { Int($0) }
        let lines = try await history.lines(before: before, limit: Self.pageLength + 1)
        let articles = try await ground.articles(Array(Set(lines.map(\.action.article))))
        return .page(
            DecisionListPage(
                lines: Array(lines.prefix(Self.pageLength)), hasMore: lines.count > Self.pageLength,
                articles: articles, token: request.formToken
            ).page)
    }
}
