import NIOCore
import NIOPosix
import Synchronization

/// A name server on the loopback interface that knows what a test tells it (RFC 1035 §4, over UDP).
package final class ScriptedNameServer: Sendable {
    /// One thing that it knows of a name.
    package enum Record: Sendable, Hashable {
        /// The strings of one text, each of up to 255 bytes.
        case text([String])
        /// 4 or 16 bytes.
        case address([UInt8])
        case exchanger(Int, String)
        case pointer(String)
        case alias(String)

        fileprivate var type: UInt16 {
            switch self {
            case .text: 16
            case .address(let bytes): bytes.count == 4 ? 1 : 28
            case .exchanger: 15
            case .pointer: 12
            case .alias: 5
            }
        }

        fileprivate var data: [UInt8] {
            switch self {
            case .text(let strings): strings.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
            case .address(let bytes): bytes
            case .exchanger(let preference, let host):
                [UInt8(preference >> 8), UInt8(preference & 255)] + ScriptedNameServer.labels(host)
            case .pointer(let name), .alias(let name): ScriptedNameServer.labels(name)
            }
        }
    }

    package enum Answer: Sendable {
        case records([Record])
        /// Of a failure: 2 is SERVFAIL, 3 is NXDOMAIN, 5 is REFUSED.
        case code(UInt8)
        /// Bytes that are no answer.
        case garbage
        case silence
    }

    package let port: Int
    private let channel: any Channel
    private let log: NameLog

    /// The names that were asked for, in lower case.
    package var asked: [String] { log.names.withLock { $0 } }

    /// - Parameter answers: By name, in lower case; a name that is not among them does not exist.
    package init(_ answers: [String: Answer]) async throws {
        let log = NameLog()
        channel = try await DatagramBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(NameHandler(answers: answers, log: log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.log = log
        guard let port = channel.localAddress?.port else { throw ChannelError.unknownLocalAddress }
        self.port = port
    }

    /// Serves for the time of `body`.
    package func closing(_ body: (ScriptedNameServer) async throws -> Void) async throws {
        do {
            try await body(self)
        } catch {
            try? await channel.close()
            throw error
        }
        try? await channel.close()
    }

    fileprivate static func labels(_ name: String) -> [UInt8] {
        name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }
}

private final class NameLog: Sendable {
    let names = Mutex<[String]>([])
}

private final class NameHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    private let answers: [String: ScriptedNameServer.Answer]
    private let log: NameLog

    init(answers: [String: ScriptedNameServer.Answer], log: NameLog) {
        self.answers = answers
        self.log = log
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        let question = Array(envelope.data.readableBytesView)
        guard question.count > 16, let answer = answer(to: question) else { return }
        context.writeAndFlush(
            wrapOutboundOut(AddressedEnvelope(remoteAddress: envelope.remoteAddress, data: ByteBuffer(bytes: answer))),
            promise: nil)
    }

    private func answer(to question: [UInt8]) -> [UInt8]? {
        var labels: [String] = []
        var place = 12
        while place < question.count, question[place] > 0 {
            let end = place + 1 + Int(question[place])
            labels.append(String(decoding: question[(place + 1)..<end], as: UTF8.self).lowercased())
            place = end
        }
        let type = UInt16(question[place + 1]) << 8 | UInt16(question[place + 2])
        let name = labels.joined(separator: ".")
        log.names.withLock { $0.append(name) }
        switch answers[name] ?? .code(3) {
        case .silence: return nil
        case .garbage:
            return question.prefix(2) + [0x81, 0x80, 0, 1, 0, 9, 0, 0, 0, 0] + question[12..<(place + 5)] + [0xC0]
        case .code(let code): return message(question, through: place + 5, code: code, [])
        case .records(let records):
            let wanted = records.filter { $0.type == type || $0.type == 5 }
            return message(question, through: place + 5, code: 0, wanted)
        }
    }

    /// An answer’s header, the question once more, and records whose name is the question’s.
    private func message(
        _ question: [UInt8], through end: Int, code: UInt8, _ records: [ScriptedNameServer.Record]
    ) -> [UInt8] {
        var bytes = question.prefix(2) + [0x81, 0x80 | code, 0, 1, 0, UInt8(records.count), 0, 0, 0, 0]
        bytes += question[12..<end]
        for record in records {
            let data = record.data
            bytes += [
                0xC0, 12, 0, UInt8(record.type), 0, 1, 0, 0, 0, 60, UInt8(data.count >> 8), UInt8(data.count & 255),
            ]
            bytes += data
        }
        return Array(bytes)
    }
}
