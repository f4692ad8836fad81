package import Kernel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The time zones that this machine knows: the compiled files of the IANA database.
package struct ZoneDirectory: Sendable {
    private let path: String

    package init(path: String = "/usr/share/zoneinfo") { self.path = path }

    /// The zone of a name such as `Europe/Berlin`; `nil` for what is no zone here.
    package func zone(_ name: String) -> Zone? {
        if name == Zone.utc.name { return .utc }
        // Names are paths below the directory, so nothing else may get through.
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard name.utf8.count <= 64, parts.count <= 3, !["posix", "right"].contains(parts[0]),
            parts.allSatisfy({ part in
                part.utf8.first.map(Self.isLetter) == true
                    && part.utf8.allSatisfy { Self.isLetter($0) || "0123456789+-_".utf8.contains($0) }
            }), let file = Self.bytes(at: "\(path)/\(name)")
        else { return nil }
        return Zone(name: name, file: file)
    }

    /// The names of the places that have clocks of their own, in order; `UTC` first.
    package var names: [String] {
        guard let file = Self.bytes(at: "\(path)/zone.tab") else { return [Zone.utc.name] }
        let names = String(decoding: file, as: UTF8.self).split(separator: "\n").compactMap { line in
            let columns = line.split(separator: "\t")
            return line.hasPrefix("#") || columns.count < 3 ? nil : String(columns[2])
        }
        return [Zone.utc.name] + names.sorted()
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// A regular file of at most 256 KiB, which no zone comes near.
    private static func bytes(at path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 262_144)
        var length = 0
        while length < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                read(descriptor, buffer.baseAddress?.advanced(by: length), buffer.count - length)
            }
            guard count > 0 else { break }
            length += count
        }
        return length == 0 ? nil : Array(bytes[..<length])
    }
}
