import Audience
import HTTPSupport
import Kernel

/// What came back, and mail that a person has to look at.
extension SubscriberOffice {
    private static let perPage = 50
    /// Figures are of so long.
    private static let span = Duration.seconds(30 * 86_400)

    var returnedEndpoints: [StaffEndpoint] {
        [
            .get(.returnedMail, Self.publisher) { request in
                let kind = request.query["kind"].flatMap(BounceEvent.Kind.init(rawValue:))
                let mails = try await returned.latest(
                    kind, most: Self.perPage + 1, before: request.query["before"].flatMap { ReturnedMail.ID($0) })
                return .page(
                    ReturnedMailPage(
                        counts: try await returned.counts(since: request.now.advanced(by: .zero - Self.span)),
                        kind: kind, mails: Array(mails.prefix(Self.perPage)), hasMore: mails.count > Self.perPage,
                        unread: try await unread.count()
                    ).page)
            },
            .get(.unreadMails, Self.publisher) { request in
                let mails = try await unread.latest(
                    most: Self.perPage + 1, before: request.query["before"].flatMap { UnreadMail.ID($0) })
                return .page(
                    UnreadMailListPage(
                        mails: mails.prefix(Self.perPage).map { ($0, read($0.content)) },
                        hasMore: mails.count > Self.perPage, unread: try await unread.count(),
                        token: request.formToken
                    ).page)
            },
            .get(.unreadMail(":id"), Self.publisher) { request in
                let mail = try await mail(request)
                return .page(
                    UnreadMailPage(mail: mail, glance: read(mail.content), token: request.formToken).page)
            },
            .get(.unreadMailFile(":id"), Self.publisher) { request in
                let mail = try await mail(request)
                // Of a type that no browser opens by itself.
                return .file(mail.content, name: "mail-\(mail.id).eml", mediaType: "application/octet-stream")
            },
            .post(.unreadMailDismissal(":id"), Self.publisher, action: "dismiss a mail") { request in
                let isThere = try await unread.dismiss(request.identifier("id"))
                return .done(
                    .unreadMails, notice: isThere ? "The mail is deleted." : "Somebody has deleted that mail already.")
            },
        ]
    }

    private func mail(_ request: StaffRequest) async throws -> UnreadMail {
        guard let mail = try await unread.mail(request.identifier("id")) else { throw StaffRequest.nothingHere }
        return mail
    }
}
