package import SystemPackage

extension DKIMKey {
    /// A key is a few kilobytes.
    private static let longestFile = 65_536

    /// Writes the key to a new file that only its owner may read.
    ///
    /// - Throws: `Errno`, such as for a file that is there already: no key is ever written over.
    package func write(to path: FilePath) throws {
        let file = try FileDescriptor.open(
            path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
            permissions: [.ownerRead, .ownerWrite])
        try file.closeAfter { _ = try file.writeAll(pem) }
    }

    /// Reads a key from a file.
    ///
    /// - Throws: `Errno`, or ``Fault``.
    package convenience init(from path: FilePath) throws {
        let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
        let bytes = try file.closeAfter {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 8192)
            while bytes.count < Self.longestFile,
                case let count = try buffer.withUnsafeMutableBytes({ try file.read(into: $0) }), count > 0
            { bytes += buffer[..<count] }
            return bytes
        }
        try self.init(pem: bytes)
    }
}
