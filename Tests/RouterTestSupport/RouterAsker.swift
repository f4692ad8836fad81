package import HTTPSupport
package import HTTPTypes
package import Hummingbird
import Logging
import NIOCore
import NIOEmbedded

/// Asks a router without a server.
package struct RouterAsker: Sendable {
    /// What came back.
    package struct Answer: Sendable {
        package let status: Int
        package let headers: HTTPFields
        package let bytes: [UInt8]

        package var text: String { String(decoding: bytes, as: UTF8.self) }
        package var location: String { headers[.location] ?? "" }
    }

    private let responder: any HTTPResponder<ReaderContext>

    package init(_ responder: some HTTPResponder<ReaderContext>) { self.responder = responder }

    package func ask(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], body: [UInt8] = []
    ) async throws -> Answer {
        let head = HTTPRequest(
            method: method, scheme: "https", authority: "quarto.example", path: path, headerFields: headers)
        // The server gives each request a number, by which a fault of ours is told.
        var logger = Logger(label: "test")
        logger[metadataKey: "hb.request.id"] = "0123456789abcdef"
        // An `EmbeddedChannel` belongs to one thread, and a test doesn't.
        let context = ReaderContext(
            source: ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: logger))
        let response = try await responder.respond(
            to: Request(head: head, body: .init(buffer: ByteBuffer(bytes: body))), context: context)
        let collector = BodyCollector()
        try await response.body.write(collector)
        return Answer(
            status: response.status.code, headers: response.headers, bytes: Array(collector.buffer.readableBytesView))
    }

    /// Asks as an HTML form does.
    package func send(
        _ path: String, _ form: FormBody, _ headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await ask(.post, path, headers, body: Array(form.encoded.utf8))
    }
}

private final class BodyCollector: ResponseBodyWriter {
    private(set) var buffer = ByteBuffer()

    func write(_ buffer: ByteBuffer) async throws {
        var buffer = buffer
        self.buffer.writeBuffer(&buffer)
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
