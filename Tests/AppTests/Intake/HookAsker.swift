import Audience
import Bounces
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import Mail
import RouterTestSupport
import Synchronization
import TestSupport

@testable import App

/// Posts to `/hooks/mail/…` through the router.
struct HookAsker {
    /// What was fetched.
    final class Asked: Sendable {
        private let all = Mutex<[String]>([])

        var addresses: [String] { all.withLock { $0 } }

        func add(_ address: String) { all.withLock { $0.append(address) } }
    }

    static let secret = "a secret, of 20+ letters"
    static let mailgunKey = "key-of-mailgun"

    let site: IntakeFixture
    var hooks = Settings.MailHooks(
        secret: secret, mailgunKey: mailgunKey, postmarkAccount: nil, sesTopic: nil)
    /// What lies wherever a certificate is fetched.
    var certificate = Array("no certificate".utf8)
    /// What stands in `Authorization`.
    var shown: String?
    var asked = Asked()

    func ask(_ service: String, _ body: String, secret: String = Self.secret) async throws -> RouterAsker.Answer {
        let fetch: SigningCertificates.Fetch = { [asked, certificate] address in
            asked.add(address)
            return certificate
        }
        let controller = MailHookController(
            hooks: hooks,
            desk: NoticeDesk(
                bounces: site.bounces, suppressions: SuppressionStore(database: site.database, key: site.key),
                paths: ReturnPaths(host: IntakeFixture.host, keys: site.keys), key: site.key, clock: site.clock),
            certificates: SigningCertificates(fetch: fetch), confirm: fetch, clock: site.clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let router = Router(context: ReaderContext.self, options: .autoGenerateHeadEndpoints)
        controller.add(to: router)
        router.post("**") { _, _ in Response(status: .init(code: 418)) }
        var headers = HTTPFields()
        headers[.authorization] = shown
        return try await RouterAsker(router.buildResponder()).ask(
            .post, "/hooks/mail/\(service)/\(PercentEncoding.encode(secret))", headers, body: Array(body.utf8))
    }
}
