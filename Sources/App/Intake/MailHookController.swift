import Bounces
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import Mail
import Markup
import NIOCore
import Secrets

/// Takes notices of bounces and complaints from services that hand the site’s mail on.
///
/// Whoever doesn’t know the secret of the address is told no more than that, before anything of what they send is read.
struct MailHookController: Sendable {
    enum Service: String, CaseIterable {
        case ses, postmark, mailgun
    }

    let hooks: Settings.MailHooks
    let desk: NoticeDesk
    let certificates: SigningCertificates
    /// Opens the address by which SNS asks whether it may send notices.
    let confirm: SigningCertificates.Fetch
    let clock: any WallClock
    let logger: Logger

    /// In bytes; a notice has a few kilobytes.
    private static let longestBody = 262_144
    /// What SNS signed longer ago, or so long from now, is somebody’s who has seen it: it gives up after an hour.
    private static let ages = (oldest: Duration.seconds(86_400), youngest: Duration.seconds(-600))

    func add(to router: Router<ReaderContext>) {
        guard hooks.secret != nil else { return }
        router.post(RouterPath(Route.mailHook(":service", ":secret").path)) { request, context in
            do {
                return try await answer(request, context)
            } catch let problem as Problem {
                return Self.response(problem)
            }
        }
    }

    private func answer(_ request: Request, _ context: ReaderContext) async throws -> Response {
        guard let secret = hooks.secret, let shown = PercentEncoding.decode(context.parameters.get("secret") ?? ""),
            Secret.areEqual(shown, secret)
        else { throw Self.refused("The address isn’t the one that “newsletter.webhookSecret” makes.") }
        guard let service = Service(rawValue: context.parameters.get("service") ?? "") else {
            throw Problem(
                .notFound, slug: "mail-hook-unknown", title: "That service is unknown here",
                detail: "There are \(Service.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        if service == .postmark, let account = hooks.postmarkAccount { try Self.require(account, of: request) }
        let body: [UInt8]
        do {
            body = Array(try await request.body.collect(upTo: Self.longestBody).readableBytesView)
        } catch {
            throw Problem(
                .tooLong, slug: "mail-hook-too-long", title: "The notice is too long",
                detail: "At most \(Self.longestBody >> 10) kB are read.")
        }
        do {
            try await take(body, from: service)
        } catch let fault as WebhookFault {
            switch fault {
            case .forged: throw Self.refused("Its signature is not the service’s, or is too old.")
            case .unreadable:
                throw Problem(
                    .invalid, slug: "mail-hook-unreadable", title: "The notice can’t be read",
                    detail: "It is no notice of \(service.rawValue) as JSON.")
            }
        }
        return Response(status: .noContent, headers: Self.fields)
    }

    private func take(_ body: [UInt8], from service: Service) async throws {
        switch service {
        case .ses: try await takeSES(body)
        case .postmark:
            guard let event = try PostmarkNotice.read(body) else { return }
            try await desk.take(event, from: service.rawValue, isLastWord: true)
        case .mailgun:
            guard let key = hooks.mailgunKey else {
                throw Self.refused("Nothing of Mailgun’s is believed before “newsletter.mailgunKey” is settled.")
            }
            guard let event = try MailgunNotice(signingKey: key).read(body, now: clock.now()) else { return }
            // It tells of each try.
            try await desk.take(event, from: service.rawValue, isLastWord: false)
        }
    }

    private func takeSES(_ body: [UInt8]) async throws {
        let isSigned = try await isSigned(body)
        switch try SESNotice.read(body) {
        case .events(let events):
            for event in events { try await desk.take(event, from: Service.ses.rawValue, isLastWord: true) }
        case .confirmation(let address):
            guard isSigned else { throw WebhookFault.forged }
            do {
                _ = try await confirm(address)
                logger.notice("Amazon SNS may send notices of bounces from now on")
            } catch {
                // SNS asks again.
                throw Self.unavailable("Amazon’s address for the confirmation did not answer.")
            }
        }
    }

    /// Whether SNS signed it.
    ///
    /// - Throws: ``WebhookFault/forged`` where it says so and didn’t, or had to and doesn’t.
    private func isSigned(_ body: [UInt8]) async throws -> Bool {
        guard let envelope = try SNSEnvelope.read(body) else {
            guard hooks.sesTopic == nil else { throw WebhookFault.forged }
            return false
        }
        guard hooks.sesTopic == nil || hooks.sesTopic == envelope.topic else {
            throw Self.refused("It is of another topic than “newsletter.sesTopic”.")
        }
        let age = Duration.milliseconds(clock.now().milliseconds - envelope.made.milliseconds)
        guard (Self.ages.youngest...Self.ages.oldest).contains(age) else { throw WebhookFault.forged }
        let certificate: [UInt8]
        do {
            certificate = try await certificates.certificate(at: envelope.certificateAddress)
        } catch {
            throw Self.unavailable("The certificate that it is signed with can’t be fetched just now.")
        }
        guard envelope.isSigned(with: certificate) else { throw WebhookFault.forged }
        return true
    }

    private static func require(_ account: String, of request: Request) throws {
        let field = request.headers[.authorization] ?? ""
        let isBasic = field.lowercased().hasPrefix("basic ")
        let shown = isBasic ? String(decoding: Base64.decode(field.dropFirst(6).utf8), as: UTF8.self) : ""
        guard Secret.areEqual(shown, account) else {
            throw Problem(
                .forbidden, slug: "mail-hook-account", title: "The notice was refused",
                detail: "It doesn’t show the user and password of “newsletter.postmarkAccount”.")
        }
    }

    private static func refused(_ detail: String) -> Problem {
        Problem(.forbidden, slug: "mail-hook-forbidden", title: "The notice was refused", detail: detail)
    }

    private static func unavailable(_ detail: String) -> Problem {
        Problem(.unavailable, slug: "mail-hook-unavailable", title: "The notice has to wait", detail: detail)
    }

    private static var fields: HTTPFields {
        var fields = HTTPFields()
        fields[.cacheControl] = "no-store"
        return fields
    }

    private static func response(_ problem: Problem) -> Response {
        let presented = PresentedProblem(problem)
        var headers = fields
        headers[.contentType] = "application/problem+json"
        var response = Response(
            status: .init(code: presented.status), headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: presented.json.bytes)))
        SecurityHeaders.apply(to: &response)
        return response
    }
}
