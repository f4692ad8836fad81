/// Hashes of bytes that are the same in every process.
enum ByteHash {
    /// FNV-1a over 64 bits (Fowler, Noll and Vo), mixed.
    static func of(_ bytes: some Sequence<UInt8>, seed: UInt64 = 0) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return mixed(hash)
    }

    /// Spreads what differs over all bits (the finaliser of MurmurHash3, Appleby).
    static func mixed(_ number: UInt64) -> UInt64 {
        var number = number
        number = (number ^ number >> 33) &* 0xFF51_AFD7_ED55_8CCD
        number = (number ^ number >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return number ^ number >> 33
    }
}
