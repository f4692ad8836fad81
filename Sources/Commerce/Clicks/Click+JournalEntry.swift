import Kernel

/// Kept as: version, outcome, whether there is a programme, nothing; identifier, programme and moment (big endian); link.
extension Click: JournalEntry {
    private static let version: UInt8 = 1
    private enum Place {
        static let version = 0, outcome = 1, hasProgramme = 2, id = 4, programme = 20, moment = 36, link = 44
    }

    /// 64 bytes with the checksum, so that entries don’t lie across the sectors of a disk.
    package static let length = 60

    package func write(to bytes: UnsafeMutableRawBufferPointer) {
        bytes[Place.version] = Self.version
        bytes[Place.outcome] = outcome.number
        bytes[Place.hasProgramme] = programme == nil ? 0 : 1
        Self.store(id.high, id.low, in: bytes, at: Place.id)
        Self.store(programme?.high ?? 0, programme?.low ?? 0, in: bytes, at: Place.programme)
        bytes.storeBytes(of: at.milliseconds.bigEndian, toByteOffset: Place.moment, as: Int64.self)
        var letters = link.description
        letters.withUTF8 { bytes[Place.link...].copyBytes(from: $0) }
    }

    package init?(bytes: UnsafeRawBufferPointer) {
        guard bytes[Place.version] == Self.version, let outcome = Outcome(number: bytes[Place.outcome]) else {
            return nil
        }
        let letters = bytes[Place.link..<Place.link + 10]
        guard let link = AffiliateLink.ID(String(decoding: letters, as: UTF8.self)) else { return nil }
        let id = Self.load(bytes, at: Place.id)
        let programme = Self.load(bytes, at: Place.programme)
        self.init(
            id: ID(high: id.high, low: id.low), link: link,
            programme: bytes[Place.hasProgramme] == 1
                ? Programme.ID(high: programme.high, low: programme.low) : nil,
            at: Timestamp(
                milliseconds: Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: Place.moment, as: Int64.self))),
            outcome: outcome)
    }

    private static func store(
        _ high: UInt64, _ low: UInt64, in bytes: UnsafeMutableRawBufferPointer, at place: Int
    ) {
        bytes.storeBytes(of: high.bigEndian, toByteOffset: place, as: UInt64.self)
        bytes.storeBytes(of: low.bigEndian, toByteOffset: place + 8, as: UInt64.self)
    }

    private static func load(_ bytes: UnsafeRawBufferPointer, at place: Int) -> (high: UInt64, low: UInt64) {
        (
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)),
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self))
        )
    }
}

extension Click.Outcome {
    /// What stands for it in a journal; never given to another.
    fileprivate var number: UInt8 {
        switch self {
        case .counted: 1
        case .head: 2
        case .prefetch: 3
        case .crawler: 4
        case .unfurler: 5
        case .noAgent: 6
        case .repeated: 7
        }
    }

    fileprivate init?(number: UInt8) {
        guard let outcome = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = outcome
    }
}
