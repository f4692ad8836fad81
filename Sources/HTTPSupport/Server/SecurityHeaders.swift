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
    package static let linesOfSlottedPages = lines(allowing: "\(scripts) frame-src 'self';")

    /// For other pages with scripts of the site’s own.
    package static let linesOfScriptedPages = lines(allowing: scripts)

    /// The policy of pages with scripts of the site’s own and no slots.
    package static let scriptedPolicy = allowing(scripts, strictPolicy)

    private static let scripts = "script-src 'self'; connect-src 'self';"
    private static let policyName = "Content-Security-Policy"
    private static let strictPolicy = fields.first { $0.key == policyName }?.value ?? ""

    private static func lines(allowing directives: String) -> String {
        fields.map { "\($0): \($0 == policyName ? allowing(directives, $1) : $1)\r\n" }.joined()
    }

    private static func allowing(_ directives: String, _ policy: String) -> String {
        let first = "default-src 'none';"
        return "\(first) \(directives)\(policy.dropFirst(first.count))"
    }

    /// - Parameter allowsScripts: Whether the page has a script of the site’s own.
    package static func apply(to response: inout Response, allowsScripts: Bool = false) {
        for (name, value) in fields {
            guard let name = HTTPField.Name(name) else { continue }
            response.headers[name] = value
        }
        if allowsScripts { response.headers[.contentSecurityPolicy] = scriptedPolicy }
    }
}
