import Kernel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A small file beside the databases that holds what a copy of them must not, and that only its owner may read.
struct SecretFile {
    let path: String
    /// In bytes; what is longer is read so far.
    let longest: Int
    /// Wraps a reason of the system’s.
    let problem: @Sendable (_ path: String, _ reason: String) -> Problem

    /// What it holds; when there is no such file it is made, and of several processes that do so at the same time, one makes it.
    func bytes(otherwise make: () -> [UInt8]) throws(Problem) -> [UInt8] {
        if let bytes = try content() { return bytes }
        let made = "\(path).\(getpid())"
        let descriptor = open(made, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw problem(path, String(cString: strerror(errno))) }
        let bytes = make()
        let isWritten = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == bytes.count
        let isDurable = isWritten && fsync(descriptor) == 0
        let reason = errno
        close(descriptor)
        defer { unlink(made) }
        guard isDurable else { throw problem(path, String(cString: strerror(reason))) }
        // A link fails where there is a file already, and nobody ever sees half of one.
        guard link(made, path) == 0 || errno == EEXIST else {
            throw problem(path, String(cString: strerror(errno)))
        }
        guard let kept = try content() else { throw problem(path, "it is gone again") }
        return kept
    }

    /// `nil` when there is no such file.
    private func content() throws(Problem) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw problem(path, String(cString: strerror(errno))) }
            return nil
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: longest)
        let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw problem(path, String(cString: strerror(errno))) }
        return Array(bytes.prefix(count))
    }
}
