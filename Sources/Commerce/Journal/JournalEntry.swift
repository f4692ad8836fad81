import CZlib

/// Something that happened, in a form of fixed length.
package protocol JournalEntry: Sendable {
    /// In bytes; the same for each entry.
    static var length: Int { get }

    /// Writes the entry into as many bytes as ``length`` says, which are zero before.
    func write(to bytes: UnsafeMutableRawBufferPointer)

    /// Reads an entry; `nil` for bytes that hold none.
    init?(bytes: UnsafeRawBufferPointer)
}

/// An entry as it stands in a file: a checksum (CRC-32, ISO 3309), and the entry.
///
/// What was never written, or only in part because the machine went down, doesn’t fit its checksum and is no entry.
enum JournalFrame<Entry: JournalEntry> {
    private static var checksumLength: Int { 4 }
    static var length: Int { checksumLength + Entry.length }

    /// - Parameter bytes: As many as ``length`` says.
    static func write(_ entry: Entry, to bytes: UnsafeMutableRawBufferPointer) {
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
        let body = UnsafeMutableRawBufferPointer(rebasing: bytes[checksumLength..<length])
        entry.write(to: body)
        bytes.storeBytes(of: checksum(UnsafeRawBufferPointer(body)).littleEndian, as: UInt32.self)
    }

    static func read(_ bytes: UnsafeRawBufferPointer) -> Entry? {
        let body = UnsafeRawBufferPointer(rebasing: bytes[checksumLength..<length])
        guard UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self)) == checksum(body) else { return nil }
        return Entry(bytes: body)
    }

    private static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32(0, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), uInt(bytes.count)))
    }
}
