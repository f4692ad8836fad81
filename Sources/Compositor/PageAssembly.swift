import Crypto
import Kernel

/// Joins the pieces of a page, and keeps the names of its editorial and its decorated state apart.
///
/// The editorial name is made of exactly what ``Erasure`` leaves of the page, so that anybody can work it out from what was
/// answered.
struct PageAssembly {
    private let effort: Part.Effort
    private let encoding: PlateEncoding
    private let tag: LinkTag
    private var pieces: [PreparedPage.Piece] = []
    private var run: [UInt8] = []
    private var editorial = SHA256()
    private var decorated = SHA256()
    private var isDecorated = false
    /// Where among the pieces the latest disclosure stands, and what it speaks for.
    private var disclosure: (index: Int, links: DecoratedLinks)?
    /// What stands after the link that is open.
    private var waitingMark: [UInt8]?

    init(encoding: PlateEncoding, effort: Part.Effort) {
        self.encoding = encoding
        self.effort = effort
        tag = LinkTag(encoding)
    }

    /// Adds editorial bytes.
    mutating func add(_ bytes: [UInt8]) {
        editorial.update(data: bytes)
        guard let mark = waitingMark, let end = tag.end(in: bytes) else {
            run += bytes
            return
        }
        waitingMark = nil
        run += bytes[..<end]
        run += mark
        run += bytes[end...]
    }

    mutating func add(_ slot: Slot) {
        run += encoding.encoded(Fence.opening(naming: "slot \(slot.place.rawValue)"))
        endRun()
        pieces.append(.slot(slot))
        run += encoding.encoded(Fence.closing)
    }

    mutating func addDisclosure(on surface: Surface) {
        run += encoding.encoded(Fence.opening(naming: "disclosure"))
        endRun()
        let links = DecoratedLinks(surface: surface)
        disclosure = (pieces.count, links)
        pieces.append(.disclosure(of: links))
        run += encoding.encoded(Fence.closing)
    }

    /// Adds what readers or the commercial side say, between its comments.
    mutating func addFill(_ fill: [UInt8], naming name: String) {
        run += encoding.encoded(Fence.around(fill, naming: name))
        guard !fill.isEmpty, !Fence.breaks(fill) else { return }
        decorated.update(data: fill)
        isDecorated = true
    }

    /// Adds what somebody pays for, if a disclosure stands before it that says so; otherwise nothing.
    mutating func add(_ matter: PaidMatter) {
        guard disclosure != nil else { return }
        addFill(matter.html, naming: "advertisement")
        guard !matter.html.isEmpty, !Fence.breaks(matter.html) else { return }
        disclosure?.links.add(matter)
        if let disclosure { pieces[disclosure.index] = .disclosure(of: disclosure.links) }
    }

    /// Begins a title, with a label in it if its article has one.
    mutating func open(_ title: TitleOpening, labelled label: String) {
        editorial.update(data: Array(title.opening.utf8))
        guard !label.isEmpty, let labelled = TitleLabel.labelled(title.opening, with: label, in: encoding) else {
            run += title.opening.utf8
            return
        }
        run += labelled
        decorated.update(data: labelled)
        isDecorated = true
    }

    mutating func open(_ link: OutboundLink, decoratedBy decoration: LinkDecoration?) {
        let plain = tag.plain(link)
        editorial.update(data: plain)
        guard let decoration, disclosure != nil, !Fence.breaks(decoration.mark) else {
            run += plain
            return
        }
        let opening = tag.decorated(link, leadingTo: decoration.address)
        let mark = encoding.encoded(Fence.around(decoration.mark, naming: "paid-link"))
        run += opening
        waitingMark = mark
        decorated.update(data: opening + mark)
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
        hash.finalize().prefix(PreparedPage.versionLength / 2).hexadecimal
    }
}
