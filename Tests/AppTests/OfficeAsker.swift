import HTTPSupport
import HTTPTypes
import Hummingbird
import RouterTestSupport
import Secrets
import Staff

/// Asks the offices without a server, through the router and the gate.
struct OfficeAsker {
    typealias Answer = RouterAsker.Answer

    private let router: RouterAsker

    init(responder: some HTTPResponder<ReaderContext>) { router = RouterAsker(responder) }

    /// What the answer to a route such as `POST /desk/articles/:id/save` names as its problem; “ok” when there is none.
    func code(of route: String, as secret: Secret?) async throws -> String {
        let answer = try await ask(route, as: secret, [.accept: "application/json"])
        guard answer.status >= 400 else { return "ok" }
        return answer.code ?? answer.text
    }

    /// Asks a route such as `GET /desk`; a part such as `:id` becomes an identifier that nothing has.
    func ask(
        _ route: String, as secret: Secret?, _ headers: HTTPFields = [:], body: [UInt8] = []
    ) async throws -> Answer {
        let parts = route.split(separator: " ")
        let path = parts[1].split(separator: "/").map { part in
            part.hasPrefix(":") ? "0197c0de-0000-7000-8000-000000000000" : String(part)
        }
        var headers = headers
        if let secret { headers[.cookie] = "__Host-masthead=\(secret.text)" }
        return try await router.ask(
            parts[0] == "GET" ? .get : .post, "/" + path.joined(separator: "/"), headers, body: body)
    }

    /// Sends a form as a browser does.
    func send(
        _ route: String, as secret: Secret?, _ form: FormBody, _ headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await ask(route, as: secret, headers, body: Array(form.encoded.utf8))
    }
}

extension OfficeAsker {
    /// What the offices answer to somebody who is signed in and sends a form, or asks for a page when there is none.
    func answer(
        _ path: String, form: [(String, String)]? = nil, as session: (secret: Secret, token: String),
        wantsJSON: Bool = false
    ) async throws -> (status: Int, location: String?, body: String) {
        var headers: HTTPFields = [
            .accept: wantsJSON ? "application/json" : "text/html",
            .cookie: "__Host-masthead=\(session.secret.text)",
        ]
        var body: [UInt8] = []
        if let form {
            headers[.contentType] = "application/x-www-form-urlencoded"
            let fields = (form + [("token", session.token)]).map { FormBody.Field(name: $0.0, value: $0.1) }
            body = Array(FormBody(fields: fields).encoded.utf8)
        }
        let answer = try await router.ask(form == nil ? .get : .post, path, headers, body: body)
        return (answer.status, answer.headers[.location], answer.text)
    }
}

extension RouterAsker.Answer {
    /// What the problem is named, of an answer in JSON.
    var code: String? {
        guard let start = text.firstRange(of: "\"code\":\"")?.upperBound else { return nil }
        return String(text[start...].prefix { $0 != "\"" })
    }

    /// The hidden fields of the page's last form, as a browser would send them.
    var hiddenFields: [FormBody.Field] {
        let form = text.split(separator: "<form ").last.map(String.init) ?? ""
        return form.split(separator: "<input type=\"hidden\" name=\"").dropFirst().map { input in
            let name = input.prefix { $0 != "\"" }
            let value = input.split(separator: "value=\"", maxSplits: 1).last?.prefix { $0 != "\"" } ?? ""
            return FormBody.Field(name: Self.unescaped(name), value: Self.unescaped(value))
        }
    }

    /// The session that the answer begins.
    var session: Secret? {
        let cookie = headers[values: .setCookie].last { $0.hasPrefix("__Host-masthead=") }
        return cookie.flatMap { Secret(shown: String($0.dropFirst(16).prefix { $0 != ";" })) }
    }

    private static func unescaped(_ text: some StringProtocol) -> String {
        String(text).replacing("&quot;", with: "\"").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}
