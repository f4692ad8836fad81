/// How much each of a document's terms says about it, in five bytes a term: small enough to read hundreds a query.
///
/// The impact is that of BM25F (Robertson, Zaragoza, Taylor 2004): frequencies weighted by field, damped, and set
/// against the document's length, but without the rarity of the term, which is known only when a query comes.
struct DocumentImpacts: Sendable {
    /// Sorted by hash: four bytes of hash, the highest first, and one of impact; its highest bit marks a title's word.
    let bytes: [UInt8]

    static let mostTerms = 1000
    private static let bytesPerTerm = 5
    private static let titleBit: UInt8 = 0x80
    private static let highest: Double = 127

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Takes each term with its impact from 0 to 1 and whether the title holds it; beyond the limit the weakest go.
    init(_ terms: [(term: SearchTerm, impact: Double, isInTitle: Bool)]) {
        let kept =
            terms.count <= Self.mostTerms
            ? terms
            : Array(
                terms.sorted { $0.impact > $1.impact }.prefix(Self.mostTerms))
        var entries = kept.map { entry -> (hash: UInt32, impact: UInt8) in
            let impact = UInt8(max(1, min(entry.impact * Self.highest, Self.highest)))
            return (entry.term.hash, impact | (entry.isInTitle ? Self.titleBit : 0))
        }
        entries.sort { $0.hash < $1.hash }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.count * Self.bytesPerTerm)
        for entry in entries {
            withUnsafeBytes(of: entry.hash.bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(entry.impact)
        }
        self.bytes = bytes
    }

    /// The impact of a term, from 0 to 1, and whether the title holds it; `nil` when the document has no such term.
    func impact(of hash: UInt32) -> (impact: Double, isInTitle: Bool)? {
        bytes.withUnsafeBufferPointer { Self.impact(of: hash, in: $0) }
    }

    private static func impact(
        of hash: UInt32, in bytes: UnsafeBufferPointer<UInt8>
    ) -> (impact: Double, isInTitle: Bool)? {
        var low = 0
        var high = bytes.count / bytesPerTerm
        while low < high {
            let middle = (low + high) / 2
            let start = middle * bytesPerTerm
            let found =
                UInt32(bytes[start]) << 24 | UInt32(bytes[start + 1]) << 16 | UInt32(bytes[start + 2]) << 8
                | UInt32(bytes[start + 3])
            if found == hash {
                let byte = bytes[start + 4]
                return (Double(byte & ~titleBit) / highest, byte & titleBit != 0)
            }
            if found < hash { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// How many different words the title has.
    var titleTerms: Int {
        stride(from: Self.bytesPerTerm - 1, to: bytes.count, by: Self.bytesPerTerm).reduce(0) { count, index in
            count + (bytes[index] & Self.titleBit == 0 ? 0 : 1)
        }
    }
}
