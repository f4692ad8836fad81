import HTTPTypes
package import Hummingbird
package import Markup
import NIOCore

/// Answers of the back offices in the form in which they go out: never kept by anybody, never listed, never framed by
/// others.
package enum OfficeResponse {
    /// What a page of the offices may load and do: its own styles, scripts and previews.
    private static let pagePolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    /// A preview is a reader's page inside a page of the offices.
    private static let previewPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    /// A document that somebody else made runs in an origin of its own and can load nothing but what is in it.
    private static let framedPolicy =
        "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:; media-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

    package static func page(_ document: [UInt8], status: Int = 200) -> Response {
        response(document, status: status, mediaType: Page.MediaType.html.rawValue, policy: pagePolicy)
    }

    package static func preview(_ document: [UInt8]) -> Response {
        response(document, status: 200, mediaType: Page.MediaType.html.rawValue, policy: previewPolicy)
    }

    package static func framed(_ document: [UInt8]) -> Response {
        response(document, status: 200, mediaType: Page.MediaType.html.rawValue, policy: framedPolicy)
    }

    package static func json(_ value: JSONValue, status: Int = 200) -> Response {
        response(
            value.bytes, status: status, mediaType: status < 400 ? "application/json" : "application/problem+json",
            policy: pagePolicy)
    }

    package static func file(_ bytes: [UInt8], name: String, mediaType: String) -> Response {
        var response = response(bytes, status: 200, mediaType: mediaType, policy: pagePolicy)
        response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return response
    }

    package static func redirect(to path: String) -> Response {
        var response = response([], status: 303, mediaType: "text/plain; charset=utf-8", policy: pagePolicy)
        response.headers[.location] = path
        return response
    }

    private static func response(_ bytes: [UInt8], status: Int, mediaType: String, policy: String) -> Response {
        var response = Response(
            status: .init(code: status), headers: [.contentType: mediaType, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        SecurityHeaders.apply(to: &response)
        response.headers[.contentSecurityPolicy] = policy
        if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "same-origin" }
        if let name = HTTPField.Name("X-Robots-Tag") { response.headers[name] = "noindex" }
        return response
    }
}
