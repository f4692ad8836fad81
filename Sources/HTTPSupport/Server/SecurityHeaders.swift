import HTTPTypes
package import Hummingbird

/// The fields that every page carries: nothing runs or loads that the site did not send, and nothing is told onward.
package enum SecurityHeaders {
    /// No script is needed to read; styles, images and form targets are the site's own.
    package static let fields: KeyValuePairs<String, String> = [
        "Content-Security-Policy":
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "browsing-topics=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    ]

    /// As header lines, each ended by CR LF.
    package static let lines = fields.map { "\($0): \($1)\r\n" }.joined()

    /// For pages with slots: the site's own scripts tell when an advertisement was seen, and its own frames hold
    /// advertisements that are documents.
    package static let linesOfSlottedPages = fields.map { name, value in
        let scripts = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'self';"
        let policy = name == "Content-Security-Policy" ? scripts + value.dropFirst("default-src 'none';".count) : value
        return "\(name): \(policy)\r\n"
    }.joined()

    /// The policy of pages that are made for one reader and have a script of the site’s own.
    package static let scriptedPolicy =
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    /// - Parameter allowsScripts: Whether the page has a script of the site’s own.
    package static func apply(to response: inout Response, allowsScripts: Bool = false) {
        for (name, value) in fields {
            guard let name = HTTPField.Name(name) else { continue }
            response.headers[name] = value
        }
        if allowsScripts { response.headers[.contentSecurityPolicy] = scriptedPolicy }
    }
}
