import Crypto

/// Takes everything out of a page that is not editorial; docs/verifying.md tells the rule to whoever wants to do it too.
package enum Erasure {
    /// The editorial bytes of a page, a feed or a mail: no fills, and plain links.
    package static func erase(_ page: [UInt8]) throws(ErasureFailure) -> [UInt8] {
        withPlainLinks(try withoutFills(page))
    }

    /// SHA-256 of editorial bytes, in hexadecimal.
    ///
    /// Its first ``PreparedPage/versionLength`` digits are ``PreparedPage/version``.
    package static func digest(of editorial: [UInt8]) -> String {
        SHA256.hash(data: editorial).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func withoutFills(_ page: [UInt8]) throws(ErasureFailure) -> [UInt8] {
        var editorial: [UInt8] = []
        editorial.reserveCapacity(page.count)
        var done = 0
        while true {
            let opening = page.firstOffset(of: Fence.openingStart, in: done..<page.count)
            let before = done..<(opening ?? page.count)
            if let stray = page.firstOffset(of: Fence.closing, in: before) { throw .notOpened(offset: stray) }
            editorial += page[before]
            guard let opening else { return editorial }
            let fill = opening + Fence.openingStart.count
            guard let closing = page.firstOffset(of: Fence.closing, in: fill..<page.count) else {
                throw .notClosed(offset: opening)
            }
            if let inner = page.firstOffset(of: Fence.openingStart, in: fill..<closing) {
                throw .nested(offset: inner)
            }
            done = closing + Fence.closing.count
        }
    }

    private static func withPlainLinks(_ page: [UInt8]) -> [UInt8] {
        var editorial: [UInt8] = []
        editorial.reserveCapacity(page.count)
        var done = 0
        var next = 0
        while let start = page.firstOffset(of: LinkTag.start, in: next..<page.count) {
            next = start + LinkTag.start.count
            guard let quote = page.firstOffset(of: LinkTag.quote, in: next..<page.count),
                page.holds(LinkTag.decoration, at: quote)
            else { continue }
            let plain = quote + LinkTag.decoration.count
            guard let end = page.firstOffset(of: LinkTag.quote, in: plain..<page.count),
                page.holds(LinkTag.end, at: end)
            else { continue }
            editorial += page[done..<next]
            editorial += page[plain..<end]
            editorial += LinkTag.plainEnd
            done = end + LinkTag.end.count
            next = done
        }
        editorial += page[done...]
        return editorial
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
