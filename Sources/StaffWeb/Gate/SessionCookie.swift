import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import Staff

/// The cookie that says who somebody is, and the one that carries a notice to the next page.
///
/// The `__Host-` prefix makes browsers keep it to this very host, encrypted connections and the whole site (RFC 6265bis
/// §4.1.3.2); they take connections to the same machine as encrypted.
enum SessionCookie {
    private static let name = "__Host-masthead"
    private static let noticeName = "__Host-notice"

    static func secret(of request: Request) -> Secret? {
        value(name, of: request).flatMap(Secret.init(shown:))
    }

    static func set(_ secret: Secret, on response: inout Response) {
        add("\(name)=\(secret.text); Path=/; Secure; HttpOnly; SameSite=Lax", to: &response)
    }

    static func clear(on response: inout Response) {
        add("\(name)=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0", to: &response)
    }

    static func notice(of request: Request) -> String? {
        value(noticeName, of: request).flatMap { PercentEncoding.decode($0) }
    }

    static func setNotice(_ notice: String, on response: inout Response) {
        let value = PercentEncoding.encode(String(notice.prefix(300)))
        add("\(noticeName)=\(value); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60", to: &response)
    }

    static func clearNotice(on response: inout Response) {
        add("\(noticeName)=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0", to: &response)
    }

    private static func value(_ name: String, of request: Request) -> String? {
        for field in request.headers[values: .cookie] {
            for pair in field.split(separator: ";") {
                let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
                if parts.count == 2, parts[0] == name { return String(parts[1]) }
            }
        }
        return nil
    }

    private static func add(_ value: String, to response: inout Response) {
        response.headers.append(HTTPField(name: .setCookie, value: value))
    }
}
