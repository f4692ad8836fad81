import Audience
import AudienceWeb
import Kernel
import Logging
import Mail
import ServiceLifecycle

/// Tells people of answers by mail until the server stops.
struct ReplyNoticeService: Service {
    let notices: ReplyNotices
    let key: AudienceKey
    let sender: any MailSender
    let mail: @Sendable () -> HandleMail
    let clock: any WallClock
    let logger: Logger

    private static let interval = Duration.seconds(5)

    func run() async throws {
        let start: Int? = nil
        await Recurring(every: Self.interval, trouble: "Mails about answers have to wait", logger: logger)
            .run(from: start) { change in
                change = try await notices.collect(after: change, at: clock.now())
                while let notice = try await notices.claim(at: clock.now()) { try await send(notice) }
            }
    }

    private func send(_ notice: ReplyNotice) async throws {
        let token = NoticeToken(notice.handle, key: key)
        var outcome = ReplyNotices.Outcome.sent
        do {
            try await sender.send(mail().answer(notice.comment, to: notice.address, token: token))
        } catch {
            outcome = Self.outcome(of: error)
            logger.error("A mail about an answer was not taken over", metadata: ["error": .string("\(error)")])
        }
        try await notices.settle(notice.id, outcome, at: clock.now())
    }

    /// Whether it is known that a mail was not taken over.
    static func outcome(of error: any Error) -> ReplyNotices.Outcome {
        switch error as? MailFailure {
        case .refused(let reply): reply >= 500 ? .never : .later
        case .insecure, .signInRefused: .later
        case .notConnected: .later
        case .timedOut, nil: .unknown
        }
    }
}
