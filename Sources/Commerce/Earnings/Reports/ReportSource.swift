import Kernel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where a report comes from; it can be read again from its beginning.
package enum ReportSource: Sendable {
    case bytes([UInt8])
    /// The path of a file.
    case file(String)

    private static let pieceSize = 1 << 16

    /// Gives `body` the pieces in their order; blocks.
    ///
    /// - Throws: ``Problem`` when the file can’t be read, and what `body` throws.
    func forEachPiece(_ body: ([UInt8]) throws -> Void) throws {
        switch self {
        case .bytes(let bytes):
            var rest = bytes[...]
            while !rest.isEmpty {
                try body(Array(rest.prefix(Self.pieceSize)))
                rest = rest.dropFirst(Self.pieceSize)
            }
        case .file(let path):
            let descriptor = open(path, O_RDONLY)
            guard descriptor >= 0 else { throw Self.unreadable(path) }
            defer { close(descriptor) }
            while let piece = try Self.piece(of: descriptor, path) { try body(piece) }
        }
    }

    private static func piece(of descriptor: CInt, _ path: String) throws(Problem) -> [UInt8]? {
        while true {
            var failure: CInt = 0
            let piece = [UInt8](unsafeUninitializedCapacity: pieceSize) { buffer, count in
                let got = read(descriptor, buffer.baseAddress, pieceSize)
                if got < 0 { failure = errno }
                count = max(got, 0)
            }
            if failure == EINTR { continue }
            guard failure == 0 else { throw unreadable(path) }
            return piece.isEmpty ? nil : piece
        }
    }

    private static func unreadable(_ path: String) -> Problem {
        let reason = String(cString: strerror(errno))
        return Problem(
            .notFound, slug: "report-unreadable", title: "The report can’t be read", detail: "\(path): \(reason).")
    }
}
