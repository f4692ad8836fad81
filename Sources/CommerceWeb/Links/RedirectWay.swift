import Commerce
import HTTPSupport
import NIOCore

/// Where a link leads, with the answers that send readers there: made once for all who ask.
final class RedirectWay: Sendable {
    let direction: LinkDirection
    /// To the address that earns, if the link does.
    let usual: ReadyAnswer
    /// To the plain address.
    let plain: ReadyAnswer

    init(_ direction: LinkDirection) {
        self.direction = direction
        usual = Self.answer(to: direction.address)
        plain = Self.answer(to: direction.plain)
    }

    static func answer(to address: String) -> ReadyAnswer {
        let fields = "Location: \(RedirectFields.location(address))\r\n\(RedirectFields.lines)"
        return ReadyAnswer(status: .found, fields: ByteBuffer(string: fields), body: [], contentLength: 0)
    }
}
