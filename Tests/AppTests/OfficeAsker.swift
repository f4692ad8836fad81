import HTTPSupport
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Staff

/// Asks the offices without a server, as a program does that wants JSON.
struct OfficeAsker<Responder: HTTPResponder> where Responder.Context == ReaderContext {
    let responder: Responder

    /// What the answer to a route such as `POST /desk/articles/:id/save` names as its problem; “ok” when there is none.
    func code(of route: String, as secret: Secret?) async throws -> String {
        let parts = route.split(separator: " ")
        let path = parts[1].split(separator: "/").map { part in
            part.hasPrefix(":") ? "0197c0de-0000-7000-8000-000000000000" : String(part)
        }
        var headers: HTTPFields = [.accept: "application/json"]
        if let secret { headers[.cookie] = "__Host-masthead=\(secret.text)" }
        let head = HTTPRequest(
            method: parts[0] == "GET" ? .get : .post, scheme: "https", authority: "quarto.example",
            path: "/" + path.joined(separator: "/"), headerFields: headers)
        let context = ReaderContext(
            source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: Logger(label: "test")))
        let response = try await responder.respond(
            to: Request(head: head, body: .init(buffer: ByteBuffer())), context: context)
        guard response.status.code >= 400 else { return "ok" }
        let collector = BodyCollector()
        try await response.body.write(collector)
        let text = String(buffer: collector.buffer)
        guard let start = text.firstRange(of: "\"code\":\"")?.upperBound else { return text }
        return String(text[start...].prefix { $0 != "\"" })
    }
}

/// Gathers the bytes of an answer.
private final class BodyCollector: ResponseBodyWriter {
    private(set) var buffer = ByteBuffer()

    func write(_ buffer: ByteBuffer) async throws {
        var buffer = buffer
        self.buffer.writeBuffer(&buffer)
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
