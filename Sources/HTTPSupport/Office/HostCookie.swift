import HTTPTypes
package import Hummingbird
import Kernel

/// A cookie that browsers keep to this very host, encrypted connections and the whole site, as the `__Host-` prefix of its
/// name asks (RFC 6265bis §4.1.3.2); they take connections to the same machine as encrypted.
package struct HostCookie: Sendable {
    private let name: String
    /// In seconds; `nil` for one that ends with the browser.
    private let lifetime: Int?

    /// - Parameter name: What follows the prefix.
    package init(_ name: String, lifetime: Int? = nil) {
        self.name = "__Host-\(name)"
        self.lifetime = lifetime
    }

    package func value(of request: Request) -> String? {
        for field in request.headers[values: .cookie] {
            for pair in field.split(separator: ";") {
                let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
                if parts.count == 2, parts[0] == name { return String(parts[1]) }
            }
        }
        return nil
    }

    /// - Parameter value: Of characters that a cookie may have, such as percent-encoded text.
    package func set(_ value: String, on response: inout Response) {
        add("\(name)=\(value)", lifetime: lifetime, to: &response)
    }

    package func clear(on response: inout Response) { add("\(name)=", lifetime: 0, to: &response) }

    private func add(_ pair: String, lifetime: Int?, to response: inout Response) {
        let end = lifetime.map { "; Max-Age=\($0)" } ?? ""
        response.headers.append(
            HTTPField(name: .setCookie, value: "\(pair); Path=/; Secure; HttpOnly; SameSite=Lax\(end)"))
    }
}
