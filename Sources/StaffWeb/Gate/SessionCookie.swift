import HTTPSupport
import Hummingbird
import Kernel
import Secrets

/// The cookie that says who somebody is, and the one that carries a notice to the next page.
enum SessionCookie {
    private static let session = HostCookie("masthead")
    private static let note = HostCookie("notice", lifetime: 60)

    static func secret(of request: Request) -> Secret? {
        session.value(of: request).flatMap(Secret.init(shown:))
    }

    static func set(_ secret: Secret, on response: inout Response) { session.set(secret.text, on: &response) }

    static func clear(on response: inout Response) { session.clear(on: &response) }

    static func notice(of request: Request) -> String? {
        note.value(of: request).flatMap { PercentEncoding.decode($0) }
    }

    static func setNotice(_ notice: String, on response: inout Response) {
        note.set(PercentEncoding.encode(String(notice.prefix(300))), on: &response)
    }

    static func clearNotice(on response: inout Response) { note.clear(on: &response) }
}
