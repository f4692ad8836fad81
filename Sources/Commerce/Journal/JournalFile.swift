#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file with places for a fixed number of entries, which one process at a time may use.
///
/// Its blocks are written once when it is made, so that a flush later has nothing to do but to write the entries: what makes
/// a file longer has to be noted in the file system as well, which takes twice as long.
final class JournalFile<Entry: JournalEntry>: Sendable {
    /// Why a file could not be used; for the operator.
    struct Fault: Error, CustomStringConvertible {
        let description: String

        init(_ path: String) { description = "\(path): \(String(cString: strerror(errno)))" }
    }

    let path: String
    /// How many entries there is a place for.
    let capacity: Int
    private let descriptor: CInt

    private static var frameLength: Int { JournalFrame<Entry>.length }

    /// Makes a new file, which is there even when the machine goes down.
    init(making path: String, capacity: Int) throws(Fault) {
        self.path = path
        self.capacity = capacity
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Fault(path) }
        let blank = [UInt8](repeating: 0, count: capacity * Self.frameLength)
        do throws(Fault) {
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw Fault(path) }
            try write(blank[...], atByte: 0)
            try Self.flushFolder(of: path)
        } catch {
            remove()
            throw error
        }
    }

    /// Opens a file that another process left behind; `nil` for one that is still used.
    init?(leftAt path: String) throws(Fault) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw Fault(path) }
        capacity = Int(lseek(descriptor, 0, SEEK_END)) / JournalFrame<Entry>.length
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Writes frames to the places from `start` on, and returns when they are on the disk.
    func write(_ frames: ArraySlice<UInt8>, at start: Int) throws(Fault) {
        try write(frames, atByte: start * Self.frameLength)
    }

    /// The entries in so many places from `start` on; what is none is left out.
    func read(_ count: Int, from start: Int) throws(Fault) -> [Entry] {
        var frames = [UInt8](repeating: 0, count: count * Self.frameLength)
        let end = frames.count
        var done = 0
        while done < end {
            let offset = off_t(start * Self.frameLength + done)
            let got = frames.withUnsafeMutableBytes { bytes in
                pread(descriptor, bytes.baseAddress?.advanced(by: done), end - done, offset)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw Fault(path) }
            if got == 0 { break }
            done += got
        }
        return frames.withUnsafeBytes { bytes in
            (0..<done / Self.frameLength).compactMap { number in
                let place = number * Self.frameLength
                return JournalFrame.read(UnsafeRawBufferPointer(rebasing: bytes[place..<place + Self.frameLength]))
            }
        }
    }

    /// Removes the file; its blocks are free once nobody uses it any more.
    func remove() { unlink(path) }

    private func write(_ bytes: ArraySlice<UInt8>, atByte offset: Int) throws(Fault) {
        var done = 0
        while done < bytes.count {
            let wrote = bytes.withUnsafeBytes { bytes in
                pwrite(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, off_t(offset + done))
            }
            if wrote < 0, errno == EINTR { continue }
            guard wrote > 0 else { throw Fault(path) }
            done += wrote
        }
        guard fdatasync(descriptor) == 0 else { throw Fault(path) }
    }

    private static func flushFolder(of path: String) throws(Fault) {
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Fault(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Fault(folder) }
    }
}
