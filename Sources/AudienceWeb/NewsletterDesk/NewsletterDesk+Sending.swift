import Audience
import HTTPSupport
import Kernel

/// An edition on its way, and what stops it.
extension NewsletterDesk {
    /// In seconds.
    private static let refresh = 5

    func sending(_ request: StaffRequest) async throws -> StaffAnswer {
        let edition = try await edition(request).edition
        guard edition.started != nil, let progress = try await ledger.progress(of: edition.id, at: request.now) else {
            return .done(.deskEdition(edition.id.description))
        }
        let isStill = request.query["still"] == "yes"
        let page = SendingPage(
            edition: edition, progress: progress, refresh: progress.state == .sending && !isStill ? Self.refresh : nil,
            member: request.member, now: request.now, token: request.formToken)
        return .page(page.page)
    }

    func pause(_ request: StaffRequest) async throws -> StaffAnswer {
        let edition = try await edition(request).edition
        let isSending = edition.state == .sending
        if isSending {
            try await ledger.pause(
                edition.id, because: SendingHalt.pause(by: request.member.name), at: request.now)
        }
        return .done(
            .editionSending(edition.id.description),
            notice: isSending ? "Paused. What is on its way at this moment still goes." : "It isn’t being sent.",
            subject: edition.subject)
    }

    func resume(_ request: StaffRequest) async throws -> StaffAnswer {
        let edition = try await edition(request).edition
        if edition.state != .sending { try await ledger.resume(edition.id, at: request.now) }
        return .done(
            .editionSending(edition.id.description),
            notice: "It goes on within the next minute. Nobody gets it twice.", subject: edition.subject)
    }

    func askToCancel(_ request: StaffRequest) async throws -> StaffAnswer {
        let edition = try await edition(request).edition
        guard SendingHalt.canCancel(edition.state) else { return .done(.deskEdition(edition.id.description)) }
        let progress = edition.started == nil ? nil : try await ledger.progress(of: edition.id, at: request.now)
        let page = CancellationPage(
            edition: edition, progress: progress, member: request.member, token: request.formToken)
        return .page(page.page)
    }

    func cancel(_ request: StaffRequest) async throws -> StaffAnswer {
        let edition = try await edition(request).edition
        if edition.state != .cancelled { try await ledger.cancel(edition.id, at: request.now) }
        return .done(
            edition.started == nil
                ? .deskEdition(edition.id.description) : .editionSending(edition.id.description),
            notice: "Cancelled. Nothing more of it is sent.", subject: edition.subject)
    }
}
