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

    private func connect() throws -> ReadyConnection {
        try ReadyConnection(to: OnePage(), observer: seen)
    }

    @Test func aReadyPageIsAnsweredWithoutTheRouter() throws {
        let connection = try connect()
        try connection.send("GET /ready?utm=1 HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(
            try connection.received()
                == "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 5\r\n\(ReadyConnection.date)\r\nplain")
        #expect(try connection.handedOn().isEmpty)
        #expect(seen.statuses.withLock { $0 } == [200])
    }

    @Test func whatIsNotReadyGoesToTheRouter() throws {
        let connection = try connect()
        try connection.send("GET /other HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try connection.received() == "")
        #expect(try connection.handedOn() == ["/other"])
    }

    @Test func otherMethodsGoToTheRouter() throws {
        let connection = try connect()
        try connection.send("POST /ready HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab")
        #expect(try connection.handedOn() == ["/ready"])
    }

    @Test func headHasTheLengthAndNoBody() throws {
        let connection = try connect()
        try connection.send("HEAD /ready HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(
            try connection.received()
                == "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 5\r\n\(ReadyConnection.date)\r\n")
    }

    @Test func aKnownPageIsNotSentAgain() throws {
        let connection = try connect()
        try connection.send("GET /ready HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"1\"\r\n\r\n")
        #expect(try connection.received() == "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\(ReadyConnection.date)\r\n")
    }

    @Test func aBodyOfAGetIsReadAndDropped() throws {
        let connection = try connect()
        try connection.send("GET /ready HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab")
        #expect(try connection.received() == "")
        try connection.send("cdGET /ready HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try connection.received().components(of: "HTTP/1.1 200 OK") == 2)
    }

    @Test func pipelinedAnswersKeepTheOrderOfTheirRequests() throws {
        let connection = try connect()
        let get = { (path: String) in "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n" }
        try connection.send(get("/ready") + get("/slow") + get("/ready"))
        // The first is answered at once; the third waits behind the second, with the router.
        #expect(try connection.received().components(of: "200 OK") == 1)
        #expect(try connection.handedOn() == ["/slow", "/ready"])
        for _ in 0..<2 {
            try connection.channel.writeOutbound(HTTPServerResponsePart.head(.init(version: .http1_1, status: .ok)))
            try connection.channel.writeOutbound(HTTPServerResponsePart.end(nil))
        }
        _ = try connection.received()
        try connection.send(get("/ready"))
        #expect(try connection.received().hasSuffix("plain"))
    }

    @Test func aRefusalWaitsForTheAnswersThatAreOwedBefore() throws {
        let connection = try connect()
        try connection.send(
            "GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n\r\nGET /never HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try connection.received() == "")
        #expect(try connection.handedOn() == ["/slow"])
        try connection.channel.writeOutbound(HTTPServerResponsePart.head(.init(version: .http1_1, status: .noContent)))
        try connection.channel.writeOutbound(HTTPServerResponsePart.end(nil))
        let answers = try connection.received()
        #expect(answers.hasPrefix("HTTP/1.1 204 No Content"))
        #expect(answers.components(of: "HTTP/1.1 400 Bad Request") == 1)
        #expect(!connection.channel.isActive)
    }

    @Test func aQueryIsToldToTheAnswerer() throws {
        let connection = try connect()
        try connection.send("GET /queried?q=1 HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try connection.handedOn() == ["/queried?q=1"])
        let another = try connect()
        try another.send("GET /queried HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try another.received().hasSuffix("plain"))
    }

    @Test func aConnectionThatIsToBeClosedIsClosedAfterTheAnswer() throws {
        let connection = try connect()
        try connection.send("GET /ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        #expect(try connection.received().contains("Connection: close\r\n"))
        #expect(!connection.channel.isActive)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("BREW / HTTP/1.1\r\nHost: x\r\n\r\n", 501), ("GET / HTTP/3.0\r\nHost: x\r\n\r\n", 505),
        ("\u{1}\u{2}\u{3}\r\n\r\n", 501), ("GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na", 400),
        ("GET /" + String(repeating: "a", count: 9000) + " HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    ])
    func aWrongRequestIsRefusedAndTheConnectionClosed(request: String, status: Int) throws {
        let connection = try connect()
        // The decoder passes its error on after the refusal is written.
        try? connection.send(request)
        let answer = try connection.received()
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
        #expect(answer.contains("Connection: close\r\n"))
        #expect(!connection.channel.isActive)
        #expect(try connection.handedOn().isEmpty)
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}
