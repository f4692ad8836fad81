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
    private static let longest = 1200
    private static let form: UInt8 = 1
    private static let codeLength = 16
    /// The bytes before the page.
    private static let headLength = 1 + 4 + 16 + 16 + 1 + 8 + 4

    private let keys: [UInt32: SymmetricKey]
    private let current: Key?

    /// - Parameter keys: The last is used for new offers.
    init(_ keys: [Key]) {
        self.keys = Dictionary(keys.map { ($0.number, SymmetricKey(data: $0.secret)) }) { first, _ in first }
        current = keys.last
    }

    /// The text of an offer; `nil` while there is no key.
    package func seal(_ offer: Offer) -> String? {
        guard let current, let key = keys[current.number] else { return nil }
        var bytes: [UInt8] = [Self.form]
        bytes.append(integer: current.number)
        bytes.append(identifier: offer.id)
        bytes.append(identifier: offer.creative)
        bytes.append(UInt8(offer.place.number))
        bytes.append(integer: UInt64(bitPattern: offer.made.milliseconds))
        bytes.append(integer: offer.node.value)
        bytes += offer.page.utf8
        bytes += HMAC<SHA256>.authenticationCode(for: bytes, using: key).prefix(Self.codeLength)
        return Base64URL.encode(bytes)
    }

    /// The offer that a text stands for; `nil` when the site didn’t make it, or so long ago that its key is gone.
    package func open(_ text: some StringProtocol) -> Offer? {
        guard text.utf8.count <= Self.longest, let bytes = Base64URL.decode(text),
            bytes.count >= Self.headLength + Self.codeLength, bytes[0] == Self.form
        else { return nil }
        let message = bytes.dropLast(Self.codeLength)
        var rest = message.dropFirst()
        guard let key = keys[rest.takeInteger()],
            HMAC<SHA256>.authenticationCode(for: message, using: key).prefix(Self.codeLength)
                .isSame(as: bytes.suffix(Self.codeLength)),
            let id: Offer.ID = rest.takeIdentifier(), let creative: Creative.ID = rest.takeIdentifier()
        else { return nil }
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

extension [UInt8] {
    /// The largest byte first.
    fileprivate mutating func append(integer: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: integer.bigEndian) { append(contentsOf: $0) }
    }

    /// Its 16 bytes.
    fileprivate mutating func append<Owner>(identifier: Identifier<Owner>) {
        var digits = identifier.description.utf8.lazy.filter { $0 != UInt8(ascii: "-") }.makeIterator()
        func value(_ digit: UInt8) -> UInt8 { digit < 0x3A ? digit - 0x30 : digit - 0x57 }
        while let high = digits.next(), let low = digits.next() { append(value(high) << 4 | value(low)) }
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func takeInteger<Number: FixedWidthInteger>() -> Number {
        defer { self = dropFirst(Number.bitWidth / 8) }
        return prefix(Number.bitWidth / 8).reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }

    fileprivate mutating func takeIdentifier<Owner>() -> Identifier<Owner>? {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (number, byte) in prefix(16).enumerated() {
            if [4, 6, 8, 10].contains(number) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        self = dropFirst(16)
        return Identifier(String(decoding: text, as: UTF8.self))
    }
}
