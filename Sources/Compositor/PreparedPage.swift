package import Kernel

/// A plate made ready to be answered: everything that is the same for each request is joined and compressed.
package final class PreparedPage: Sendable {
    enum Piece: Sendable {
        case fixed(Part)
        case slot(Slot)
        /// Speaks for the links from here to the next disclosure.
        case disclosure(of: DecoratedLinks)
    }

    let pieces: [Piece]
    /// Its slots; none where the document is no page of the site, since an advertisement is HTML.
    package let slotted: SlottedPage
    /// How what is filled in per request is written down.
    let encoding: PlateEncoding
    /// Names the editorial bytes, as the beginning of their ``Erasure/digest(of:)``; whatever fills the page and however its
    /// links are decorated, it stays.
    package let version: String
    /// Names the decorations, the discussion and the earnings, in hexadecimal; `nil` when there is none of these.
    package let decorationVersion: String?

    /// - Parameters:
    ///   - plate: The page with its openings.
    ///   - path: Where readers find it; fillers may decide by it.
    ///   - discussion: The discussion’s HTML, for a plate that has a place for one.
    ///   - earnings: How the site earns, for a plate that has a place for it.
    ///   - notices: What is to be said of who pays, for ``Plate/notices``.
    ///   - decorations: What becomes of each of ``Plate/outboundLinks``. A link that no disclosure stands before stays as it
    ///     is, whatever was decided, so that no surface can earn without saying so first.
    ///   - effort: How much work its compressed form is worth.
    package init(
        plate: Plate, path: String, discussion: [UInt8] = [], earnings: [UInt8] = [],
        notices: [Notice: NoticeFill] = [:], decorations: [LinkDecoration?] = [], effort: Part.Effort = .thorough
    ) {
        encoding = plate.encoding
        var assembly = PageAssembly(encoding: plate.encoding, effort: effort)
        var next = decorations.makeIterator()
        for piece in plate.pieces {
            switch piece {
            case .bytes(let bytes): assembly.add(bytes)
            case .region(.outboundLink(let link)): assembly.open(link, decoratedBy: next.next().flatMap(\.self))
            case .region(.discussion): assembly.addFill(discussion, naming: "discussion")
            case .region(.earnings): assembly.addFill(earnings, naming: "earnings")
            case .region(.disclosure): assembly.addDisclosure(on: .page)
            case .region(.itemDisclosure): assembly.addDisclosure(on: .item)
            case .region(.letterDisclosure): assembly.addDisclosure(on: .letter)
            case .region(.notice(let notice)):
                assembly.addFill(notices[notice]?.html ?? [], naming: Self.name(of: notice))
            case .region(.title(let title)):
                assembly.open(title, labelled: notices[.label(of: title.article)]?.text ?? "")
            case .region(.slot(let slot)): assembly.add(slot)
            case .region(.advertisement(let matter)): assembly.add(matter)
            }
        }
        (pieces, version, decorationVersion) = assembly.finish()
        slotted = SlottedPage(
            path: path, subject: plate.subject,
            slots: plate.encoding == .html
                ? pieces.compactMap { if case .slot(let slot) = $0 { slot } else { nil } } : [])
    }

    private static func name(of notice: Notice) -> String {
        switch notice {
        case .funding: "funding"
        case .label: "label"
        case .independence: "independence"
        case .comments: "comments"
        }
    }

    /// Whether what is answered depends on who asks and when.
    package var hasSlots: Bool { !slotted.slots.isEmpty }

    /// How many hexadecimal digits ``version`` has.
    package static let versionLength = 24

    /// Names what is the same for every reader: the editorial state, and what is added to it if anything is.
    package var name: String { decorationVersion.map { "\(version).\($0)" } ?? version }

    /// How many bytes this page keeps in memory.
    package var footprint: Int {
        pieces.reduce(256) { if case .fixed(let part) = $1 { $0 + part.footprint } else { $0 } }
    }
}

/// The links and the paid matter that a disclosure speaks for; whose they are is in order, so that equal pages are worded
/// alike.
struct DecoratedLinks: Sendable, Hashable {
    let surface: Surface
    private(set) var count = 0
    private(set) var partners: [String] = []
    private(set) var requiredSentences: [String] = []
    private(set) var advertisers: [String] = []

    init(surface: Surface) { self.surface = surface }

    mutating func add(_ matter: PaidMatter) { advertisers = Set(advertisers + [matter.advertiser]).sorted() }

    mutating func add(_ decoration: LinkDecoration) {
        count += 1
        partners = Set(partners + [decoration.partner]).sorted()
        if let sentence = decoration.requiredSentence {
            requiredSentences = Set(requiredSentences + [sentence]).sorted()
        }
    }
}
