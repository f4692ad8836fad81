import Crypto
import Kernel

/// Writes offers as texts that nobody else can make, and reads them back.
///
/// A text carries all that an offer is, and an HMAC (RFC 2104, SHA-256, its first 16 bytes) under a key that only the site’s
/// servers know. So an offer needs no row before something happens to it.
package struct OfferSeal: Sendable {
    /// A key with its number.
    struct Key: Sendable {
        let number: UInt32
        let secret: [UInt8]
        let made: Timestamp
    }

    /// Longer texts are none of ours.
    package static let longest = 1200
    private static let form: UInt8 = 1
    private static let codeLength = 16
    /// The bytes before the page.
    private static let headLength = 1 + 4 + 16 + 16 + 1 + 8 + 4

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
    package func seal(_ offer: Offer) -> String? {
        guard let current else { return nil }
        let page = offer.page.utf8
        let length = Self.headLength + page.count + Self.codeLength
        return withUnsafeTemporaryAllocation(byteCount: length, alignment: 8) { bytes in
            bytes[0] = Self.form
            bytes.store(current.number, at: 1)
            bytes.store(offer.id, at: 5)
            bytes.store(offer.creative, at: 21)
            bytes[37] = UInt8(offer.place.number)
            bytes.store(UInt64(bitPattern: offer.made.milliseconds), at: 38)
            bytes.store(offer.node.value, at: 46)
            for (offset, byte) in page.enumerated() { bytes[Self.headLength + offset] = byte }
            var code = current.keyed
            code.update(data: UnsafeRawBufferPointer(rebasing: bytes[..<(length - Self.codeLength)]))
            code.finalize().withUnsafeBytes { code in
                for offset in 0..<Self.codeLength { bytes[length - Self.codeLength + offset] = code[offset] }
            }
            return Base64URL.encode(UnsafeRawBufferPointer(bytes))
        }
    }

    /// The offer that a text stands for; `nil` when the site didn’t make it, or so long ago that its key is gone.
    package func open(_ text: some StringProtocol) -> Offer? {
        guard text.utf8.count <= Self.longest, let bytes = Base64URL.decode(text),
            bytes.count >= Self.headLength + Self.codeLength, bytes[0] == Self.form
        else { return nil }
        let message = bytes.dropLast(Self.codeLength)
        var rest = message.dropFirst()
        guard var code = keys[rest.takeInteger()] else { return nil }
        code.update(data: message)
        guard code.finalize().prefix(Self.codeLength).isSame(as: bytes.suffix(Self.codeLength)) else { return nil }
        let id: Offer.ID = rest.takeIdentifier()
        let creative: Creative.ID = rest.takeIdentifier()
        let place = Int(rest.removeFirst())
        guard Slot.Place.allCases.indices.contains(place) else { return nil }
        let made = Timestamp(milliseconds: Int64(bitPattern: rest.takeInteger()))
        let node = NodeNumber(rest.takeInteger())
        guard let page = String(validating: rest, as: UTF8.self) else { return nil }
        return Offer(id: id, of: creative, in: Slot.Place.allCases[place], onPage: page, at: made, node: node)
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
