import Crypto
package import Kernel

/// Takes everything out of a page that is not editorial; docs/verifying.md tells the rule to whoever wants to do it too.
package enum Erasure {
    /// The editorial bytes of a page, a feed or a mail: no fills, plain links, and titles without labels.
    package static func erase(_ page: [UInt8]) throws(ErasureFailure) -> [UInt8] {
        let encoding = PlateEncoding(ofDocument: page)
        return withPlainTitles(withPlainLinks(try withoutFills(page, in: encoding), in: encoding), in: encoding)
    }

    /// SHA-256 of editorial bytes, in hexadecimal.
    ///
    /// Its first ``PreparedPage/versionLength`` digits are ``PreparedPage/version``.
    package static func digest(of editorial: [UInt8]) -> String {
        SHA256.hash(data: editorial).hexadecimal
    }

    private static func withoutFills(
        _ page: [UInt8], in encoding: PlateEncoding
    ) throws(ErasureFailure) -> [UInt8] {
        let start = encoding.encoded(Fence.openingStart)
        let end = encoding.encoded(Fence.closing)
        var editorial: [UInt8] = []
        editorial.reserveCapacity(page.count)
        var done = 0
        while true {
            let opening = page.firstOffset(of: start, in: done..<page.count)
            let before = done..<(opening ?? page.count)
            if let stray = page.firstOffset(of: end, in: before) { throw .notOpened(offset: stray) }
            editorial += page[before]
            guard let opening else { return editorial }
            let fill = opening + start.count
            guard let closing = page.firstOffset(of: end, in: fill..<page.count) else {
                throw .notClosed(offset: opening)
            }
            if let inner = page.firstOffset(of: start, in: fill..<closing) { throw .nested(offset: inner) }
            done = closing + end.count
        }
    }

    private static func withPlainLinks(_ page: [UInt8], in encoding: PlateEncoding) -> [UInt8] {
        let tag = LinkTag(encoding)
        var editorial: [UInt8] = []
        editorial.reserveCapacity(page.count)
        var done = 0
        var next = 0
        while let start = page.firstOffset(of: tag.start, in: next..<page.count) {
            next = start + tag.start.count
            guard let quote = page.firstOffset(of: tag.quote, in: next..<page.count),
                page.holds(tag.decoration, at: quote)
            else { continue }
            let plain = quote + tag.decoration.count
            guard let end = page.firstOffset(of: tag.quote, in: plain..<page.count), page.holds(tag.end, at: end)
            else { continue }
            editorial += page[done..<next]
            editorial += page[plain..<end]
            editorial += tag.plainEnd
            done = end + tag.end.count
            next = done
        }
        editorial += page[done...]
        return editorial
    }

    private static func withPlainTitles(_ page: [UInt8], in encoding: PlateEncoding) -> [UInt8] {
        let start = TitleLabel.start(encoding)
        let end = TitleLabel.end(encoding)
        let openings = TitleLabel.openings(encoding)
        var editorial: [UInt8] = []
        editorial.reserveCapacity(page.count)
        var done = 0
        var next = 0
        while let found = page.firstOffset(of: start, in: next..<page.count) {
            next = found + start.count
            let label = Array(page[next...].prefix(while: TitleLabel.isPlain))
            let title = next + label.count + end.count
            guard !label.isEmpty, page.holds(end, at: next + label.count),
                let opening = openings.first(where: { page.holds($0 + label, at: title) })
            else { continue }
            editorial += page[done..<found]
            editorial += opening
            done = title + opening.count + label.count
            next = done
        }
        editorial += page[done...]
        return editorial
    }
}

extension PlateEncoding {
    /// How HTML is written down in a document, by how the document begins.
    package init(ofDocument document: [UInt8]) {
        self = document.holds(Array("<?xml".utf8), at: 0) ? .xml : document.first == UInt8(ascii: "{") ? .json : .html
    }
}

/// Why a page cannot be erased: its fences do not pair up, so nobody can tell what is editorial.
///
/// Offsets are in bytes.
package enum ErasureFailure: Error, Sendable, Hashable {
    /// A fill begins and never ends.
    case notClosed(offset: Int)
    /// A fill ends that never began.
    case notOpened(offset: Int)
    /// A fill begins within another.
    case nested(offset: Int)
}
