/// An editorial page rendered once, with its regions left open for what others put there.
///
/// Editorial code makes plates and knows nothing of what will fill them; the compositor alone joins the two.
package struct Plate: Sendable, Hashable {
    /// A stretch of finished bytes, or an opening.
    package enum Piece: Sendable, Hashable {
        case bytes([UInt8])
        case region(Region)
    }

    package let pieces: [Piece]
    /// How what fills the regions is written down; the stretches of bytes are so already.
    package let encoding: PlateEncoding
    /// What the page is about; what is filled into its slots may depend on it.
    package let subject: PageSubject

    /// Joins neighbouring stretches of bytes, so that bytes and regions take turns.
    package init(pieces: [Piece], encoding: PlateEncoding = .html, subject: PageSubject = PageSubject()) {
        var joined: [Piece] = []
        for piece in pieces {
            if case .bytes(let next) = piece, case .bytes(let previous)? = joined.last {
                joined[joined.count - 1] = .bytes(previous + next)
            } else {
                joined.append(piece)
            }
        }
        self.pieces = joined
        self.encoding = encoding
        self.subject = subject
    }

    /// The openings, in the order of the page.
    package var regions: [Region] {
        pieces.compactMap { if case .region(let region) = $0 { region } else { nil } }
    }

    /// The links that leave the site, in the order of the page.
    package var outboundLinks: [OutboundLink] {
        pieces.compactMap { if case .region(.outboundLink(let link)) = $0 { link } else { nil } }
    }

    /// What has to be known to fill the regions that say who pays.
    package var notices: Set<Notice> {
        var notices: Set<Notice> = []
        for case .region(let region) in pieces {
            switch region {
            case .notice(let notice): notices.insert(notice)
            case .title(let title): notices.insert(.label(of: title.article))
            case .disclosure, .itemDisclosure, .letterDisclosure, .slot, .outboundLink, .earnings, .advertisement,
                .discussion:
                break
            }
        }
        return notices
    }
}
