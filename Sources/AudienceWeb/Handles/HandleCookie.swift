import HTTPTypes
import Hummingbird
import Secrets

/// The cookie by which a device is known to belong to a handle: only for who asked for it, and sent to discussions’ own addresses
/// alone, so that articles are the same for everybody.
struct HandleCookie: Sendable {
    private let isSecure: Bool

    /// - Parameter isSecure: Whether readers reach the site by `https`.
    init(isSecure: Bool) { self.isSecure = isSecure }

    private var name: String { isSecure ? "__Secure-handle" : "handle" }

    func key(of request: Request) -> Secret? {
        for field in request.headers[values: .cookie] {
            for pair in field.split(separator: ";") {
                let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
                if parts.count == 2, parts[0] == name { return Secret(shown: String(parts[1])) }
            }
        }
        return nil
    }

    /// - Parameter lifetime: In seconds.
    func set(_ key: Secret, lifetime: Int, on response: inout Response) { add(key.text, lifetime, to: &response) }

    func clear(on response: inout Response) { add("", 0, to: &response) }

    private func add(_ value: String, _ lifetime: Int, to response: inout Response) {
        let secure = isSecure ? "; Secure" : ""
        response.headers.append(
            HTTPField(
                name: .setCookie,
                value: "\(name)=\(value); Path=/discussion; HttpOnly; SameSite=Lax; Max-Age=\(lifetime)\(secure)"))
    }
}
