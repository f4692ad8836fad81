import Kernel
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Synchronization
import Testing

@testable import HTTPSupport

private struct NothingReady: ReadyAnswerer {
    func answer(_ request: ReadyRequest) -> ReadyAnswer? {
        guard request.path == "/ready" else { return nil }
        return ReadyAnswer(
            status: .ok, fields: ByteBuffer(), body: [ByteBuffer(string: "page")], contentLength: 4)
    }
}

/// Keeps what it is asked until the test lets it answer.
private final class Patient: LaterAnswerer {
    private struct Asked {
        let path: String
        let query: String?
        let completion: @Sendable (ReadyAnswer) -> Void
    }

    private let asked = Mutex<[Asked]>([])

    func takes(_ path: Substring) -> Bool { path.hasPrefix("/go/") }

    func answer(_ request: LaterRequest, completion: @escaping @Sendable (ReadyAnswer) -> Void) {
        asked.withLock { $0.append(Asked(path: request.path, query: request.query, completion: completion)) }
    }

    var waiting: [String] { asked.withLock { $0.map { $0.path + ($0.query.map { "?\($0)" } ?? "") } } }

    /// Answers the one who has waited longest.
    func answerNext() {
        let next = asked.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        next?.completion(
            ReadyAnswer(
                status: .found, fields: ByteBuffer(string: "Location: \(next?.path ?? "")!\r\n"), body: [],
                contentLength: 0))
    }
}

@Suite struct LaterAnswerTests {
    private struct NoObserver: RequestObserver {
        func answered(_ request: ObservedRequest) {}
    }

    private let patient = Patient()
    private let date = "Date: Mon, 06 Jul 2015 14:03:09 GMT\r\n"

    private func connection() throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        let pipeline = channel.pipeline.syncOperations
        try pipeline.configureHTTPServerPipeline(
            withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
            withEncoderConfiguration: .init(), withDecoderLimitConfiguration: .init())
        let clock = FixedClock(try #require(Timestamp(rfc3339: "2015-07-06T14:03:09Z")))
        try pipeline.addHandler(
            ReadyPageHandler(
                answerer: NothingReady(), later: patient, date: DateField(clock: clock), observer: NoObserver()))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    private func get(_ path: String, _ fields: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: x\r\n\(fields)\r\n"
    }

    private func send(_ text: String, to channel: EmbeddedChannel) throws {
        try channel.writeInbound(ByteBuffer(string: text))
    }

    private func received(from channel: EmbeddedChannel) throws -> String {
        channel.embeddedEventLoop.run()
        var text = ""
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
        return text
    }

    private func handedOn(by channel: EmbeddedChannel) throws -> [String] {
        var uris: [String] = []
        while let part = try channel.readInbound(as: HTTPServerRequestPart.self) {
            if case .head(let head) = part { uris.append(head.uri) }
        }
        return uris
    }

    @Test func anAnswerComesWhenItsWorkIsDone() throws {
        let channel = try connection()
        try send(get("/go/a?from=b"), to: channel)
        #expect(patient.waiting == ["/go/a?from=b"])
        #expect(try received(from: channel) == "")
        patient.answerNext()
        #expect(
            try received(from: channel)
                == "HTTP/1.1 302 Found\r\nLocation: /go/a!\r\nContent-Length: 0\r\n\(date)\r\n")
        #expect(try handedOn(by: channel).isEmpty)
    }

    @Test func whatComesMeanwhileKeepsItsPlace() throws {
        let channel = try connection()
        try send(get("/go/a") + get("/ready") + get("/go/b") + get("/other") + get("/ready"), to: channel)
        #expect(patient.waiting == ["/go/a"])
        #expect(try received(from: channel) == "")
        patient.answerNext()
        let first = try received(from: channel)
        #expect(first.contains("Location: /go/a!"))
        #expect(first.hasSuffix("page"))
        #expect(patient.waiting == ["/go/b"])
        #expect(try handedOn(by: channel).isEmpty)
        patient.answerNext()
        #expect(try received(from: channel).contains("Location: /go/b!"))
        // The last waits behind the one that the router owes.
        #expect(try handedOn(by: channel) == ["/other", "/ready"])
    }

    @Test func whatTheRouterOwesComesFirst() throws {
        let channel = try connection()
        try send(get("/other") + get("/go/a"), to: channel)
        #expect(patient.waiting.isEmpty)
        #expect(try handedOn(by: channel) == ["/other", "/go/a"])
    }

    @Test func aRequestThatCannotBeReadIsRefusedAfterTheAnswer() throws {
        let channel = try connection()
        try? send(get("/go/a") + "nonsense\r\n\r\n", to: channel)
        #expect(try received(from: channel) == "")
        #expect(channel.isActive)
        patient.answerNext()
        let text = try received(from: channel)
        #expect(text.hasPrefix("HTTP/1.1 302 Found"))
        #expect(text.contains("HTTP/1.1 400 Bad Request") || text.contains("HTTP/1.1 501 Not Implemented"))
        #expect(!channel.isActive)
    }

    @Test func aConnectionThatIsToBeClosedIsClosedAfterTheAnswer() throws {
        let channel = try connection()
        try send(get("/go/a", "Connection: close\r\n"), to: channel)
        #expect(channel.isActive)
        patient.answerNext()
        #expect(try received(from: channel).contains("Connection: close\r\n"))
        #expect(!channel.isActive)
    }

    @Test func anAnswerForAClientThatHasGoneIsDropped() throws {
        let channel = try connection()
        try send(get("/go/a"), to: channel)
        try channel.close().wait()
        patient.answerNext()
        #expect(try received(from: channel) == "")
    }

    @Test func aStoppingServerAnswersFirst() throws {
        let channel = try connection()
        try send(get("/go/a"), to: channel)
        let quiescing = QuiescingSeen()
        try channel.pipeline.syncOperations.addHandler(quiescing)
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(try received(from: channel) == "")
        #expect(!quiescing.hasSeen)
        patient.answerNext()
        #expect(try received(from: channel).contains("302 Found"))
        #expect(quiescing.hasSeen)
    }

    @Test func nothingMoreIsReadWhileAnAnswerIsWorkedOn() throws {
        let channel = try connection()
        let reads = ReadsSeen()
        try channel.pipeline.syncOperations.addHandler(reads, position: .first)
        try send(get("/go/a"), to: channel)
        let before = reads.count
        channel.read()
        channel.read()
        #expect(reads.count == before)
        patient.answerNext()
        _ = try received(from: channel)
        #expect(reads.count == before + 1)
    }
}

private final class QuiescingSeen: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    private(set) var hasSeen = false

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { hasSeen = true }
    }
}

private final class ReadsSeen: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    private(set) var count = 0

    func read(context: ChannelHandlerContext) {
        count += 1
        context.read()
    }
}
