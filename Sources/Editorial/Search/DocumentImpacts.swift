/// How much each of a document's terms says about it, in four bytes a term: small enough to read hundreds a query.
///
/// The impact is that of BM25F (Robertson, Zaragoza, Taylor 2004): frequencies weighted by field, damped, and set
/// against the document's length, but without the rarity of the term, which is known only when a query comes.
struct DocumentImpacts: Sendable {
    /// Sorted entries of four bytes each, the highest first: 24 bits of hash, a bit that marks a title's word, and seven
    /// bits of impact.
    let bytes: [UInt8]

    static let mostTerms = 1000
    private static let bytesPerTerm = 4
    private static let titleBit: UInt32 = 0x80
    private static let highest: UInt32 = 0x7F

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Takes each term with its impact from 0 to 1 and whether the title holds it; beyond the limit the weakest go.
    init(_ terms: [(term: SearchTerm, impact: Double, isInTitle: Bool)]) {
        let kept =
            terms.count <= Self.mostTerms
            ? terms[...] : terms.sorted { $0.impact > $1.impact }.prefix(Self.mostTerms)
        var entries = kept.map { entry -> UInt32 in
            let impact = UInt32(max(1, min(entry.impact, 1) * Double(Self.highest)))
            return entry.term.hash & ~0xFF | (entry.isInTitle ? Self.titleBit : 0) | impact
        }
        entries.sort()
        bytes = entries.flatMap { entry in
            [UInt8(entry >> 24), UInt8(entry >> 16 & 0xFF), UInt8(entry >> 8 & 0xFF), UInt8(entry & 0xFF)]
        }
    }

    /// The impact of a term, from 0 to 1, and whether the title holds it; `nil` when the document has no such term.
    ///
    /// One in some ten thousand answers is another term's with the same 24 bits, which shifts a rank and no more.
    func impact(of hash: UInt32) -> (impact: Double, isInTitle: Bool)? {
        bytes.withUnsafeBufferPointer { Self.impact(of: hash >> 8, in: $0) }
    }

    private static func impact(
        of hash: UInt32, in bytes: UnsafeBufferPointer<UInt8>
    ) -> (impact: Double, isInTitle: Bool)? {
        var low = 0
        var high = bytes.count / bytesPerTerm
        while low < high {
            let middle = (low + high) / 2
            let start = middle * bytesPerTerm
            let found = UInt32(bytes[start]) << 16 | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2])
            if found == hash {
                let entry = UInt32(bytes[start + 3])
                return (Double(entry & highest) / Double(highest), entry & titleBit != 0)
            }
            if found < hash { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// How many different words the title has.
    var titleTerms: Int {
        stride(from: Self.bytesPerTerm - 1, to: bytes.count, by: Self.bytesPerTerm).reduce(0) { count, index in
            count + (UInt32(bytes[index]) & Self.titleBit == 0 ? 0 : 1)
        }
    }
}
