package import Kernel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The files of the site's images, each under the digest of its content; a file is there whole or not at all.
///
/// Everything here blocks.
package struct MediaFolder: Sendable {
    private let path: String

    package init(_ path: String) { self.path = path }

    /// Where a file lies, whether it is there or not.
    package func path(of name: MediaName) -> String { "\(folder(of: name))/\(name)" }

    /// A folder for each first two digits, so that none grows beyond measure.
    private func folder(of name: MediaName) -> String { "\(path)/\(name.digest.prefix(2))" }

    package func read(_ name: MediaName) throws(Problem) -> [UInt8] {
        let descriptor = open(path(of: name), O_RDONLY)
        guard descriptor >= 0 else { throw Self.failure("read", name) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, &chunk, chunk.count)
            #else
                let count = Darwin.read(descriptor, &chunk, chunk.count)
            #endif
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Self.failure("read", name) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    /// Keeps a file: written under another name, on the disk for good, and only then under its own.
    ///
    /// One that is there already is written again, so that it counts as new and is not swept away meanwhile.
    package func write(_ bytes: [UInt8], as name: MediaName) throws(Problem) {
        let folder = folder(of: name)
        for directory in [path, folder] {
            guard mkdir(directory, 0o700) == 0 || errno == EEXIST else { throw Self.failure("kept", name) }
        }
        let draft = "\(folder)/\(name).\(UInt64.random(in: 0 ... .max))\(Self.draftEnding)"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw Self.failure("kept", name) }
        let isWritten = Self.writeAll(bytes, to: descriptor) && fsync(descriptor) == 0
        let reason = errno
        guard close(descriptor) == 0, isWritten, rename(draft, path(of: name)) == 0, Self.settle(folder),
            Self.settle(path)
        else {
            unlink(draft)
            if !isWritten { errno = reason }
            throw Self.failure("kept", name)
        }
    }

    package func remove(_ name: MediaName) { unlink(path(of: name)) }

    /// What lies in the folder and was last written before a moment: the files of images, and drafts that were given up.
    package func contents(olderThan moment: Timestamp) -> (names: [MediaName], drafts: [String]) {
        var names: [MediaName] = []
        var drafts: [String] = []
        for shelf in Self.entries(path) where shelf.utf8.count == 2 {
            for entry in Self.entries("\(path)/\(shelf)") {
                let file = "\(path)/\(shelf)/\(entry)"
                var status = stat()
                guard lstat(file, &status) == 0, Int64(status.modified) * 1000 < moment.milliseconds else { continue }
                if let name = MediaName(entry) {
                    names.append(name)
                } else if entry.hasSuffix(Self.draftEnding) {
                    drafts.append(file)
                }
            }
        }
        return (names, drafts)
    }

    package func remove(drafts: [String]) { for draft in drafts { unlink(draft) } }

    private static let draftEnding = ".part"

    /// Makes the names in a folder last.
    private static func settle(_ folder: String) -> Bool {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                #if canImport(Glibc)
                    let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                #else
                    let count = Darwin.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                #endif
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    private static func entries(_ path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func failure(_ what: String, _ name: MediaName) -> Problem {
        Problem(
            .unavailable, slug: "media-folder", title: "The image cannot be \(what)",
            detail: "The file \(name) in the media folder: \(String(cString: strerror(errno))).")
    }
}

extension stat {
    /// In seconds since 1970.
    fileprivate var modified: Int {
        #if canImport(Glibc)
            st_mtim.tv_sec
        #else
            st_mtimespec.tv_sec
        #endif
    }
}
