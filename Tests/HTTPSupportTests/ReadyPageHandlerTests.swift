import Kernel
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Synchronization
import Testing

@testable import HTTPSupport

private struct OnePage: ReadyAnswerer {
    func answer(_ request: ReadyRequest) -> ReadyAnswer? {
        guard request.path == "/ready" || (request.path == "/queried" && !request.hasQuery) else { return nil }
        if request.ifNoneMatch == "\"1\"" {
            return ReadyAnswer(
                status: .notModified, fields: ByteBuffer(string: "ETag: \"1\"\r\n"), body: [], contentLength: 0)
        }
        return ReadyAnswer(
            status: .ok, fields: ByteBuffer(string: "ETag: \"1\"\r\n"),
            body: [ByteBuffer(string: request.acceptsGzip ? "packed" : "pl"), ByteBuffer(string: "ain")],
            contentLength: request.acceptsGzip ? 9 : 5)
    }
}

private final class Seen: RequestObserver {
    let statuses = Mutex<[Int]>([])

    func answered(_ request: ObservedRequest) { statuses.withLock { $0.append(request.status) } }
}

@Suite struct ReadyPageHandlerTests {
    private let seen = Seen()
    private let date = "Date: Mon, 06 Jul 2015 14:03:09 GMT\r\n"

    private func connection() throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        let pipeline = channel.pipeline.syncOperations
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
            withEncoderConfiguration: .init(), withDecoderLimitConfiguration: .init())
        let clock = FixedClock(try #require(Timestamp(rfc3339: "2015-07-06T14:03:09Z")))
        try pipeline.addHandler(
            ReadyPageHandler(answerer: OnePage(), date: DateField(clock: clock), observer: seen))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    private func send(_ text: String, to channel: EmbeddedChannel) throws {
        try channel.writeInbound(ByteBuffer(string: text))
    }

    private func received(from channel: EmbeddedChannel) throws -> String {
        var text = ""
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
        return text
    }

    /// The heads that were handed on to the router.
    private func handedOn(by channel: EmbeddedChannel) throws -> [String] {
        var uris: [String] = []
        while let part = try channel.readInbound(as: HTTPServerRequestPart.self) {
            if case .head(let head) = part { uris.append(head.uri) }
        }
        return uris
    }

    @Test func aReadyPageIsAnsweredWithoutTheRouter() throws {
        let channel = try connection()
        try send("GET /ready?utm=1 HTTP/1.1\r\nHost: x\r\n\r\n", to: channel)
        #expect(
            try received(from: channel) == "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 5\r\n\(date)\r\nplain")
        #expect(try handedOn(by: channel).isEmpty)
        #expect(seen.statuses.withLock { $0 } == [200])
    }

    @Test func whatIsNotReadyGoesToTheRouter() throws {
        let channel = try connection()
        try send("GET /other HTTP/1.1\r\nHost: x\r\n\r\n", to: channel)
        #expect(try received(from: channel) == "")
        #expect(try handedOn(by: channel) == ["/other"])
    }

    @Test func otherMethodsGoToTheRouter() throws {
        let channel = try connection()
        try send("POST /ready HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab", to: channel)
        #expect(try handedOn(by: channel) == ["/ready"])
    }

    @Test func headHasTheLengthAndNoBody() throws {
        let channel = try connection()
        try send("HEAD /ready HTTP/1.1\r\nHost: x\r\n\r\n", to: channel)
        #expect(try received(from: channel) == "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 5\r\n\(date)\r\n")
    }

    @Test func aKnownPageIsNotSentAgain() throws {
        let channel = try connection()
        try send("GET /ready HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"1\"\r\n\r\n", to: channel)
        #expect(try received(from: channel) == "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\(date)\r\n")
    }

    @Test func aBodyOfAGetIsReadAndDropped() throws {
        let channel = try connection()
        try send("GET /ready HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab", to: channel)
        #expect(try received(from: channel) == "")
        try send("cdGET /ready HTTP/1.1\r\nHost: x\r\n\r\n", to: channel)
        #expect(try received(from: channel).components(of: "HTTP/1.1 200 OK") == 2)
    }

    @Test func pipelinedAnswersKeepTheOrderOfTheirRequests() throws {
        let channel = try connection()
        let get = { (path: String) in "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n" }
        try send(get("/ready") + get("/slow") + get("/ready"), to: channel)
        // The first is answered at once; the third waits behind the second, with the router.
        #expect(try received(from: channel).components(of: "200 OK") == 1)
        #expect(try handedOn(by: channel) == ["/slow", "/ready"])
        for _ in 0..<2 {
            try channel.writeOutbound(HTTPServerResponsePart.head(.init(version: .http1_1, status: .ok)))
            try channel.writeOutbound(HTTPServerResponsePart.end(nil))
        }
        _ = try received(from: channel)
        try send(get("/ready"), to: channel)
        #expect(try received(from: channel).hasSuffix("plain"))
    }

    @Test func aRefusalWaitsForTheAnswersThatAreOwedBefore() throws {
        let channel = try connection()
        try send(
            "GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n\r\nGET /never HTTP/1.1\r\nHost: x\r\n\r\n",
            to: channel)
        #expect(try received(from: channel) == "")
        #expect(try handedOn(by: channel) == ["/slow"])
        try channel.writeOutbound(HTTPServerResponsePart.head(.init(version: .http1_1, status: .noContent)))
        try channel.writeOutbound(HTTPServerResponsePart.end(nil))
        let answers = try received(from: channel)
        #expect(answers.hasPrefix("HTTP/1.1 204 No Content"))
        #expect(answers.components(of: "HTTP/1.1 400 Bad Request") == 1)
        #expect(!channel.isActive)
    }

    @Test func aQueryIsToldToTheAnswerer() throws {
        let channel = try connection()
        try send("GET /queried?q=1 HTTP/1.1\r\nHost: x\r\n\r\n", to: channel)
        #expect(try handedOn(by: channel) == ["/queried?q=1"])
        let another = try connection()
        try send("GET /queried HTTP/1.1\r\nHost: x\r\n\r\n", to: another)
        #expect(try received(from: another).hasSuffix("plain"))
    }

    @Test func aConnectionThatIsToBeClosedIsClosedAfterTheAnswer() throws {
        let channel = try connection()
        try send("GET /ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", to: channel)
        #expect(try received(from: channel).contains("Connection: close\r\n"))
        #expect(!channel.isActive)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("BREW / HTTP/1.1\r\nHost: x\r\n\r\n", 501), ("GET / HTTP/3.0\r\nHost: x\r\n\r\n", 505),
        ("\u{1}\u{2}\u{3}\r\n\r\n", 501), ("GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na", 400),
        ("GET /" + String(repeating: "a", count: 9000) + " HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    ])
    func aWrongRequestIsRefusedAndTheConnectionClosed(request: String, status: Int) throws {
        let channel = try connection()
        // The decoder passes its error on after the refusal is written.
        try? send(request, to: channel)
        let answer = try received(from: channel)
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
        #expect(answer.contains("Connection: close\r\n"))
        #expect(!channel.isActive)
        #expect(try handedOn(by: channel).isEmpty)
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}
