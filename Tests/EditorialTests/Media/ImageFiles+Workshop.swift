import TestSupport

@testable import Editorial

extension ImageFiles {
    /// A JPEG of stripes, without metadata.
    static func jpeg(width: Int, height: Int) async throws -> [UInt8] {
        try await made(of: png(width: width, height: height), .jpeg)
    }

    /// The largest form of a kind that the workshop makes of a file.
    static func made(of file: [UInt8], _ kind: ImageVariant.Kind) async throws -> [UInt8] {
        let made = try await ImageWorkshop().make(file, around: .centre)
        return made.files.last { $0.variant.kind == kind }?.bytes ?? []
    }
}
