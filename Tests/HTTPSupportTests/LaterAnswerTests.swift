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
        let requests: [LaterRequest]
        let completion: @Sendable ([ReadyAnswer]) -> Void
    }

    private let asked = Mutex<[Asked]>([])

    func takes(_ path: String) -> Bool { path.hasPrefix("/go/") }

    func answer(_ requests: [LaterRequest], completion: @escaping @Sendable ([ReadyAnswer]) -> Void) {
        asked.withLock { $0.append(Asked(requests: requests, completion: completion)) }
    }

    /// What came together.
    var rounds: [[String]] {
        asked.withLock { $0.map { $0.requests.map { $0.path + ($0.query.map { "?\($0)" } ?? "") } } }
    }

    var waiting: [String] { rounds.flatMap(\.self) }

    /// Answers those who have waited longest.
    func answerNext() {
        let next = asked.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        next?.completion(
            next?.requests.map { request in
                ReadyAnswer(
                    status: .found, fields: ByteBuffer(string: "Location: \(request.path)!\r\n"), body: [],
                    contentLength: 0)
            } ?? [])
    }
}

@Suite struct LaterAnswerTests {
    private struct NoObserver: RequestObserver {
        func answered(_ request: ObservedRequest) {}
    }

    private let patient = Patient()

    private func connect() throws -> ReadyConnection {
        try ReadyConnection(to: NothingReady(), later: patient, observer: NoObserver())
    }

    private func get(_ path: String, _ fields: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: x\r\n\(fields)\r\n"
    }

    @Test func anAnswerComesWhenItsWorkIsDone() throws {
        let connection = try connect()
        try connection.send(get("/go/a?from=b"))
        #expect(patient.waiting == ["/go/a?from=b"])
        #expect(try connection.received() == "")
        patient.answerNext()
        #expect(
            try connection.received()
                == "HTTP/1.1 302 Found\r\nLocation: /go/a!\r\nContent-Length: 0\r\n\(ReadyConnection.date)\r\n")
        #expect(try connection.handedOn().isEmpty)
    }

    @Test func whatComesMeanwhileKeepsItsPlace() throws {
        let connection = try connect()
        try connection.send(get("/go/a") + get("/ready") + get("/go/b") + get("/other") + get("/ready"))
        #expect(patient.waiting == ["/go/a"])
        #expect(try connection.received() == "")
        patient.answerNext()
        let first = try connection.received()
        #expect(first.contains("Location: /go/a!"))
        #expect(first.hasSuffix("page"))
        #expect(patient.waiting == ["/go/b"])
        #expect(try connection.handedOn().isEmpty)
        patient.answerNext()
        #expect(try connection.received().contains("Location: /go/b!"))
        // The last waits behind the one that the router owes.
        #expect(try connection.handedOn() == ["/other", "/ready"])
    }

    @Test func whatComesToOneLoopTogetherIsAskedTogether() throws {
        let loop = EmbeddedEventLoop()
        let shares = LoopShares(clock: FixedClock(try #require(ReadyConnection.now)), later: patient)
        let connections = try (0..<3).map { _ in
            try ReadyConnection(to: NothingReady(), observer: NoObserver(), on: loop, shares: shares)
        }
        for (number, connection) in connections.enumerated() { try connection.sendAtOnce(get("/go/\(number)")) }
        #expect(patient.rounds.isEmpty)
        loop.run()
        #expect(patient.rounds == [["/go/0", "/go/1", "/go/2"]])
        // Who comes now is in the next round, and one who goes is no reason not to answer the others.
        try connections[0].channel.close().wait()
        let late = try ReadyConnection(to: NothingReady(), observer: NoObserver(), on: loop, shares: shares)
        try late.send(get("/go/late"))
        #expect(patient.rounds == [["/go/0", "/go/1", "/go/2"], ["/go/late"]])
        patient.answerNext()
        for number in 1..<3 { #expect(try connections[number].received().contains("Location: /go/\(number)!\r\n")) }
        #expect(try connections[0].received() == "")
        #expect(try late.received() == "")
        patient.answerNext()
        #expect(try late.received().contains("Location: /go/late!\r\n"))
    }

    @Test func answersThatWereNotSentYetKeepTheirBytes() throws {
        let connection = try connect()
        try connection.send(get("/ready") + get("/ready", "Connection: close\r\n"))
        let start = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n"
        #expect(
            try connection.received()
                == "\(start)\(ReadyConnection.date)\r\npage\(start)Connection: close\r\n\(ReadyConnection.date)\r\npage"
        )
    }

    @Test(arguments: [
        ("/a", "/a", nil), ("/a?", "/a", ""), ("/a?b=c?d", "/a", "b=c?d"), ("", "", nil), ("?", "", ""),
        ("/é?\u{301}x", "/é", "\u{301}x"), ("*", "*", nil),
    ])
    func aTargetIsDividedAtTheFirstQuestionMark(text: String, path: String, query: String?) {
        let target = RequestTarget(text)
        #expect(target.path == path)
        #expect(target.query == query)
    }

    @Test func whatTheRouterOwesComesFirst() throws {
        let connection = try connect()
        try connection.send(get("/other") + get("/go/a"))
        #expect(patient.waiting.isEmpty)
        #expect(try connection.handedOn() == ["/other", "/go/a"])
    }

    @Test func aRequestThatCannotBeReadIsRefusedAfterTheAnswer() throws {
        let connection = try connect()
        try? connection.send(get("/go/a") + "nonsense\r\n\r\n")
        #expect(try connection.received() == "")
        #expect(connection.channel.isActive)
        patient.answerNext()
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 302 Found"))
        #expect(text.contains("HTTP/1.1 400 Bad Request") || text.contains("HTTP/1.1 501 Not Implemented"))
        #expect(!connection.channel.isActive)
    }

    @Test func aConnectionThatIsToBeClosedIsClosedAfterTheAnswer() throws {
        let connection = try connect()
        try connection.send(get("/go/a", "Connection: close\r\n"))
        #expect(connection.channel.isActive)
        patient.answerNext()
        #expect(try connection.received().contains("Connection: close\r\n"))
        #expect(!connection.channel.isActive)
    }

    @Test func anAnswerForAClientThatHasGoneIsDropped() throws {
        let connection = try connect()
        try connection.send(get("/go/a"))
        try connection.channel.close().wait()
        patient.answerNext()
        #expect(try connection.received() == "")
    }

    @Test func aStoppingServerAnswersFirst() throws {
        let connection = try connect()
        try connection.send(get("/go/a"))
        let quiescing = QuiescingSeen()
        try connection.channel.pipeline.syncOperations.addHandler(quiescing)
        connection.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(try connection.received() == "")
        #expect(!quiescing.hasSeen)
        patient.answerNext()
        #expect(try connection.received().contains("302 Found"))
        #expect(quiescing.hasSeen)
    }

    @Test func oneMoreReadIsLetThroughWhileAnAnswerIsWorkedOn() throws {
        let connection = try connect()
        let reads = ReadsSeen()
        try connection.channel.pipeline.syncOperations.addHandler(reads, position: .first)
        try connection.send(get("/go/a"))
        let before = reads.count
        connection.channel.read()
        connection.channel.read()
        connection.channel.read()
        #expect(reads.count == before + 1)
        patient.answerNext()
        _ = try connection.received()
        #expect(reads.count == before + 2)
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
