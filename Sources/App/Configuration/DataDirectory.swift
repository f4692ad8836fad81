import Kernel
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where everything of one site is kept.
package struct DataDirectory: Sendable, Hashable {
    package let path: String

    package init(_ path: String) { self.path = path }

    /// The operator's settings.
    package var configurationPath: String { path + "/masthead.yaml" }

    /// The database file of a store.
    package func databasePath(of store: String) -> String { "\(path)/\(store).sqlite" }

    /// The files of the site's images, whatever engine holds what is said of them.
    package var mediaPath: String { path + "/media" }

    /// The pictures of advertisements.
    package var advertisingMediaPath: String { path + "/advertising-media" }

    /// Clicks that are durable and not in the database yet.
    package var clicksPath: String { path + "/clicks" }

    /// The key under which the addresses of readers are kept.
    package var audienceKeyPath: String { path + "/audience.key" }

    /// The keys that close return paths and the addresses of reply mails.
    package var mailSealPath: String { path + "/keys/mail.seal" }

    /// The private key that signs mail under a selector (RFC 6376 §3.1).
    package func signingKeyPath(of selector: String) -> String { "\(signingKeysPath)/\(selector).pem" }

    /// Where the private keys that sign mail lie.
    package var signingKeysPath: String { path + "/keys/dkim" }

    /// Whether a site has been made here.
    package var holdsSite: Bool { access(configurationPath, F_OK) == 0 }

    /// Makes the directory, and those above it, readable by its owner only.
    ///
    /// - Throws: ``Problem`` of kind `unavailable` that names the directory and the reason.
    package func create() throws {
        var made = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            made += made.isEmpty && !part.isEmpty ? String(part) : "/" + part
            guard !made.isEmpty, made != "/" else { continue }
            guard mkdir(made, 0o700) == 0 || errno == EEXIST else {
                throw Problem(
                    .unavailable, slug: "data-directory", title: "The data directory cannot be made",
                    detail: "\(path): \(String(cString: strerror(errno))). Choose another with --data.")
            }
        }
    }

    /// A new directory beside this one, to make a site in before it takes this one's place.
    ///
    /// - Throws: ``Problem`` of kind `conflict` when this directory holds anything, `unavailable` when none can be made.
    func openWorkshop() throws -> DataDirectory {
        guard entries.isEmpty else {
            throw Problem(
                .conflict, slug: "data-directory", title: "The site cannot be made",
                detail: "\(path) holds other things already. Choose another directory with --data.")
        }
        let workshop = DataDirectory(path.hasSuffix("/") ? "\(path.dropLast()).making" : "\(path).making")
        workshop.removeFiles()
        try workshop.create()
        return workshop
    }

    /// Takes the place of another directory, which is empty or not there.
    func move(to other: DataDirectory) throws {
        rmdir(other.path)
        guard rename(path, other.path) == 0 else {
            throw Problem(
                .unavailable, slug: "data-directory", title: "The site cannot be put in its place",
                detail: "\(other.path): \(String(cString: strerror(errno))).")
        }
    }

    /// The names of what lies in the directory; none when it does not exist.
    private var entries: [String] {
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

    /// Removes the files of a directory that an earlier run left behind.
    private func removeFiles() {
        for name in entries { unlink("\(path)/\(name)") }
    }

    /// Writes the settings of a new site.
    ///
    /// - Throws: ``Problem`` of kind `conflict` when there are settings already, which are left alone.
    package func writeConfiguration(_ text: String) throws {
        let descriptor = open(configurationPath, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else {
            let reason = errno
            throw Problem(
                reason == EEXIST ? .conflict : .unavailable, slug: "configuration-unwritable",
                title: "The settings cannot be written",
                detail: "\(configurationPath): \(String(cString: strerror(reason))).")
        }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard bytes.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == bytes.count,
            fsync(descriptor) == 0
        else {
            throw Problem(
                .unavailable, slug: "configuration-unwritable", title: "The settings cannot be written",
                detail: "\(configurationPath): \(String(cString: strerror(errno))).")
        }
    }
}
