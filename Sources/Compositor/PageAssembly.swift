import Crypto
import Kernel

/// Joins the pieces of a page, and keeps the names of its editorial and its decorated state apart.
struct PageAssembly {
    private let effort: Part.Effort
    private var pieces: [PreparedPage.Piece] = []
    private var run: [UInt8] = []
    private var editorial = SHA256()
    private var decorated = SHA256()
    private var isDecorated = false
    /// Where among the pieces the latest disclosure stands, and what it speaks for.
    private var disclosure: (index: Int, links: DecoratedLinks)?
    /// What stands after the link that is open.
    private var waitingMark: [UInt8]?

    init(effort: Part.Effort) { self.effort = effort }

    /// Adds bytes that are the same whatever the commercial side does.
    mutating func add(_ bytes: [UInt8]) {
        editorial.update(data: bytes)
        guard let mark = waitingMark, let end = LinkTag.end(in: bytes) else {
            run += bytes
            return
        }
        waitingMark = nil
        run += bytes[..<end]
        run += mark
        run += bytes[end...]
    }

    mutating func add(_ slot: Slot) {
        add(Fence.opening(naming: "slot \(slot.place.rawValue)"))
        endRun()
        pieces.append(.slot(slot))
        add(Fence.closing)
    }

    mutating func addDisclosure() {
        add(Fence.opening(naming: "disclosure"))
        endRun()
        disclosure = (pieces.count, DecoratedLinks())
        pieces.append(.disclosure(of: DecoratedLinks()))
        add(Fence.closing)
    }

    /// Adds what the commercial side says, between its comments.
    mutating func addFill(_ fill: [UInt8], naming name: String) {
        add(Fence.opening(naming: name))
        if !fill.isEmpty, !Fence.holdsClosing(fill) {
            run += fill
            decorated.update(data: fill)
            isDecorated = true
        }
        add(Fence.closing)
    }

    mutating func open(_ link: OutboundLink, decoratedBy decoration: LinkDecoration?) {
        let plain = LinkTag.plain(link)
        editorial.update(data: plain)
        guard let decoration, disclosure != nil, !Fence.holdsClosing(decoration.mark) else {
            run += plain
            return
        }
        let tag = LinkTag.decorated(link, leadingTo: decoration.address)
        let mark = Fence.around(decoration.mark, naming: "paid-link")
        run += tag
        waitingMark = mark
        decorated.update(data: tag + mark)
        isDecorated = true
        disclosure?.links.add(decoration)
        if let disclosure { pieces[disclosure.index] = .disclosure(of: disclosure.links) }
    }

    mutating func finish() -> (pieces: [PreparedPage.Piece], version: String, decorationVersion: String?) {
        endRun()
        return (pieces, Self.name(editorial), isDecorated ? Self.name(decorated) : nil)
    }

    private mutating func endRun() {
        guard !run.isEmpty else { return }
        pieces.append(.fixed(Part(run, effort: effort)))
        run = []
    }

    private static func name(_ hash: SHA256) -> String {
        hash.finalize().prefix(12).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
