import Crypto
import Kernel

/// Writes the offers of a page as one text that nobody else can make, and reads it back.
///
/// A text carries all that the offers are, and an HMAC (RFC 2104, SHA-256, its first 16 bytes) under a key that only the
/// site’s servers know. So an offer needs no row before something happens to it.
package struct OfferSeal: Sendable {
    /// A key with its number.
    struct Key: Sendable {
        let number: UInt32
        let secret: [UInt8]
        let made: Timestamp
    }

    /// Longer texts are none of ours.
    package static let longest = 1200
    private static let form: UInt8 = 2
    private static let codeLength = 16
    /// Form, key, page load, server and the number of offers.
    private static let headLength = 1 + 4 + 16 + 4 + 1
    /// Place and creative.
    private static let offerLength = 1 + 16

    /// The code of each key that has taken in the key, and nothing yet of an offer: it is copied for each.
    private let keys: [UInt32: HMAC<SHA256>]
    private let current: (number: UInt32, keyed: HMAC<SHA256>)?

    /// - Parameter keys: The last is used for new offers.
    init(_ keys: [Key]) {
        let keyed = keys.map { (number: $0.number, keyed: HMAC<SHA256>(key: SymmetricKey(data: $0.secret))) }
        self.keys = Dictionary(keyed.map { ($0.number, $0.keyed) }) { first, _ in first }
        current = keyed.last
    }

    /// The text of an offer; `nil` while there is no key.
    package func seal(_ offer: Offer) -> String? { seal([offer]) }

    /// The text of offers that were made for one page load, one to a place; `nil` for none, and while there is no key.
    package func seal(_ offers: [Offer]) -> String? {
        guard let current, let first = offers.first else { return nil }
        let page = first.page.utf8
        let pageStart = Self.headLength + offers.count * Self.offerLength
        let codeStart = pageStart + page.count
        return withUnsafeTemporaryAllocation(byteCount: codeStart + Self.codeLength, alignment: 8) { bytes in
            bytes[0] = Self.form
            bytes.store(current.number, at: 1)
            bytes.store(first.id, at: 5)
            bytes.store(first.node.value, at: 21)
            bytes[25] = UInt8(offers.count)
            for (number, offer) in offers.enumerated() {
                let start = Self.headLength + number * Self.offerLength
                bytes[start] = UInt8(offer.place.number)
                bytes.store(offer.creative, at: start + 1)
            }
            UnsafeMutableRawBufferPointer(rebasing: bytes[pageStart..<codeStart]).copyBytes(from: page)
            var code = current.keyed
            code.update(data: UnsafeRawBufferPointer(rebasing: bytes[..<codeStart]))
            code.finalize().withUnsafeBytes { code in
                UnsafeMutableRawBufferPointer(rebasing: bytes[codeStart...])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: code[..<Self.codeLength]))
            }
            return Base64URL.encode(UnsafeRawBufferPointer(bytes))
        }
    }

    /// The offer of a text that is for a creative, or any of its offers if none is; `nil` when the site didn’t make the
    /// text, or so long ago that its key is gone.
    package func open(_ text: some StringProtocol, naming creative: String = "") -> Offer? {
        guard text.utf8.count <= Self.longest, let bytes = Base64URL.decode(text),
            bytes.count >= Self.headLength + Self.codeLength, bytes[0] == Self.form
        else { return nil }
        let message = bytes.dropLast(Self.codeLength)
        var rest = message.dropFirst()
        guard var code = keys[rest.takeInteger()] else { return nil }
        code.update(data: message)
        guard code.finalize().prefix(Self.codeLength).isSame(as: bytes.suffix(Self.codeLength)) else { return nil }
        let load: Offer.ID = rest.takeIdentifier()
        let node = NodeNumber(rest.takeInteger())
        let count = Int(rest.removeFirst())
        guard rest.count >= count * Self.offerLength,
            let page = String(validating: rest.dropFirst(count * Self.offerLength), as: UTF8.self)
        else { return nil }
        var offers: [Offer] = []
        for _ in 0..<count {
            let place = Int(rest.removeFirst())
            let creative: Creative.ID = rest.takeIdentifier()
            guard Slot.Place.allCases.indices.contains(place) else { return nil }
            offers.append(
                Offer(load: load, of: creative, in: Slot.Place.allCases[place], onPage: page, node: node))
        }
        return offers.first { $0.creative.description == creative } ?? offers.first
    }
}

extension Sequence<UInt8> {
    /// Compares without telling by its duration where the first difference is.
    fileprivate func isSame(as other: some Sequence<UInt8>) -> Bool {
        zip(self, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension UnsafeMutableRawBufferPointer {
    /// The largest byte first.
    fileprivate func store(_ integer: some FixedWidthInteger, at offset: Int) {
        storeBytes(of: integer.bigEndian, toByteOffset: offset, as: type(of: integer))
    }

    /// Its 16 bytes.
    fileprivate func store<Owner>(_ identifier: Identifier<Owner>, at offset: Int) {
        store(identifier.high, at: offset)
        store(identifier.low, at: offset + 8)
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func takeInteger<Number: FixedWidthInteger>() -> Number {
        defer { self = dropFirst(Number.bitWidth / 8) }
        return prefix(Number.bitWidth / 8).reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }

    fileprivate mutating func takeIdentifier<Owner>() -> Identifier<Owner> {
        Identifier(high: takeInteger(), low: takeInteger())
    }
}
