extension Identifier {
    /// Its 16 bytes, the first ones first.
    package var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 16) { bytes, count in
            for place in 0..<16 {
                let half = place < 8 ? high : low
                bytes[place] = UInt8(truncatingIfNeeded: half >> UInt64(56 - 8 * (place & 7)))
            }
            count = 16
        }
    }

    /// Takes what ``bytes`` gave; `nil` for any other number of bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        func number(_ half: some Sequence<UInt8>) -> UInt64 { half.reduce(0) { $0 << 8 | UInt64($1) } }
        self.init(high: number(bytes.prefix(8)), low: number(bytes.dropFirst(8)))
    }
}
