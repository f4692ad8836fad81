import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import MailIntake

@Suite struct MailboxFetcherTests {
    private struct Full: Error {}

    private func fetcher(_ port: Int, password: String = "right", time: Duration = .seconds(5)) -> MailboxFetcher {
        MailboxFetcher(
            server: MailboxServer(host: "127.0.0.1", port: port, security: .none, user: "bounces", password: password),
            time: time)
    }

    @Test func mailIsDeletedAfterItWasKept() async throws {
        let mailbox = try await ScriptedMailbox(mails: ["Subject: a\r\n\r\n.dot\r\n", "Subject: b\r\n\r\nb\r\n"])
        let kept = Mutex<[String]>([])
        let count = try await fetcher(mailbox.port).fetch { mail in
            // Nothing is gone before it is here.
            #expect(mailbox.deleted.count == kept.withLock { $0.count })
            kept.withLock { $0.append(String(decoding: mail.bytes, as: UTF8.self)) }
        }
        #expect(count == 2)
        #expect(kept.withLock { $0 } == ["Subject: a\r\n\r\n.dot\r\n", "Subject: b\r\n\r\nb\r\n"])
        #expect(mailbox.deleted == [1, 2])
        while !mailbox.hasEnded { try await Task.sleep(for: .milliseconds(10)) }
        await mailbox.close()
    }

    @Test func whatCouldNotBeKeptStays() async throws {
        let mailbox = try await ScriptedMailbox(mails: ["a\r\n", "b\r\n"])
        await #expect(throws: Full.self) { try await fetcher(mailbox.port).fetch { _ in throw Full() } }
        #expect(mailbox.deleted.isEmpty)
        await mailbox.close()
    }

    @Test func anEmptyMailboxIsFine() async throws {
        let mailbox = try await ScriptedMailbox(mails: [])
        #expect(try await fetcher(mailbox.port).fetch { _ in } == 0)
        await mailbox.close()
    }

    @Test func whoMayNotSignInFetchesNothing() async throws {
        let mailbox = try await ScriptedMailbox(mails: ["a\r\n"])
        await #expect(throws: MailboxFault.signInRefused) {
            try await fetcher(mailbox.port, password: "wrong").fetch { _ in }
        }
        await mailbox.close()
        await #expect(throws: MailboxFault.notConnected) { try await fetcher(mailbox.port).fetch { _ in } }
    }

    /// A connection that breaks off between a mail and its deletion deletes none in the next one.
    @Test(arguments: ["LIST", "RETR", "DELE"])
    func aBrokenConnectionDeletesNothingElse(word: String) async throws {
        let mailbox = try await ScriptedMailbox(mails: ["a\r\n", "b\r\n"], dropsAt: word)
        await #expect(throws: MailboxFault.self) { try await fetcher(mailbox.port, time: .seconds(2)).fetch { _ in } }
        #expect(mailbox.deleted.isEmpty)
        await mailbox.close()
    }
}

/// A mailbox that speaks POP3 on the loopback interface.
private final class ScriptedMailbox: Sendable {
    struct State {
        var deleted: [Int] = []
        var hasEnded = false
    }

    let port: Int
    private let channel: any Channel
    private let state: SharedState

    final class SharedState: Sendable { let value = Mutex(State()) }

    var deleted: [Int] { state.value.withLock { $0.deleted } }
    var hasEnded: Bool { state.value.withLock { $0.hasEnded } }

    init(mails: [String], dropsAt word: String? = nil) async throws {
        let state = SharedState()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        MailboxHandler(mails: mails, dropsAt: word, state: state))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.state = state
        guard let port = channel.localAddress?.port else { throw ChannelError.unknownLocalAddress }
        self.port = port
    }

    func close() async { try? await channel.close() }
}

private final class MailboxHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let mails: [String]
    private let dropsAt: String?
    private let state: ScriptedMailbox.SharedState
    private var waiting: [UInt8] = []

    init(mails: [String], dropsAt: String?, state: ScriptedMailbox.SharedState) {
        self.mails = mails
        self.dropsAt = dropsAt
        self.state = state
    }

    func channelActive(context: ChannelHandlerContext) { say("+OK here", context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        waiting += Array(unwrapInboundIn(data).readableBytesView)
        while let end = waiting.firstIndex(of: 0x0A) {
            let line = String(decoding: waiting[..<end], as: UTF8.self).replacing("\r", with: "")
            waiting.removeFirst(end + 1)
            answer(line, context)
        }
    }

    private func answer(_ line: String, _ context: ChannelHandlerContext) {
        let words = line.split(separator: " ").map(String.init)
        let word = words.first ?? ""
        if word == dropsAt { return context.close(promise: nil) }
        let number = words.count > 1 ? Int(words[1]) ?? 0 : 0
        switch word {
        case "CAPA": say("+OK\r\nUSER\r\n.", context)
        case "USER": say("+OK", context)
        case "PASS": say(words.last == "right" ? "+OK" : "-ERR no", context)
        case "LIST":
            let lines = mails.enumerated().map { "\($0.offset + 1) \($0.element.utf8.count)" }
            say((["+OK"] + lines + ["."]).joined(separator: "\r\n"), context)
        case "RETR":
            say("+OK\r\n\(mails[number - 1].replacing("\r\n.", with: "\r\n..")).", context)
        case "DELE":
            state.value.withLock { $0.deleted.append(number) }
            say("+OK", context)
        case "QUIT":
            state.value.withLock { $0.hasEnded = true }
            say("+OK", context)
            context.close(promise: nil)
        default: say("-ERR unknown", context)
        }
    }

    private func say(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text + "\r\n")), promise: nil)
    }
}
