import Audience
import Kernel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file beside the databases that holds what a copy of them must not: the key under which readers’ addresses are kept.
struct KeyFile {
    let path: String

    /// The key, which is made when there is none; of several processes that start at the same time, one makes it.
    ///
    /// - Throws: ``Problem`` of kind `unavailable` that names the file and what is wrong with it.
    func key() throws(Problem) -> AudienceKey {
        if let bytes = try content() { return try key(of: bytes) }
        let made = "\(path).\(getpid())"
        let descriptor = open(made, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw Self.problem(path, String(cString: strerror(errno))) }
        let bytes = AudienceKey.random()
        let isWritten = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == bytes.count
        let isDurable = isWritten && fsync(descriptor) == 0
        let reason = errno
        close(descriptor)
        defer { unlink(made) }
        guard isDurable else { throw Self.problem(path, String(cString: strerror(reason))) }
        // A link fails where there is a file already, and nobody ever sees half of one.
        guard link(made, path) == 0 || errno == EEXIST else {
            throw Self.problem(path, String(cString: strerror(errno)))
        }
        guard let kept = try content() else { throw Self.problem(path, "it is gone again") }
        return try key(of: kept)
    }

    private func key(of bytes: [UInt8]) throws(Problem) -> AudienceKey {
        guard let key = AudienceKey(bytes) else {
            throw Self.problem(path, "it has \(bytes.count) bytes, and not \(AudienceKey.length)")
        }
        return key
    }

    /// `nil` when there is no such file.
    private func content() throws(Problem) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw Self.problem(path, String(cString: strerror(errno))) }
            return nil
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: AudienceKey.length + 1)
        let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw Self.problem(path, String(cString: strerror(errno))) }
        return Array(bytes.prefix(count))
    }

    private static func problem(_ path: String, _ reason: String) -> Problem {
        Problem(
            .unavailable, slug: "audience-key-file", title: "The key of the readers’ addresses can’t be used",
            detail: "\(path): \(reason). Put the file of a backup there, or make it readable.")
    }
}
