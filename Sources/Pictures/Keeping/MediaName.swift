package import Database

/// The name of a file of the media folder: a digest of its content, and its kind.
package struct MediaName: Sendable, Hashable, CustomStringConvertible {
    /// What a file holds, as its name ends.
    package enum Format: String, Sendable, Hashable, CaseIterable {
        case avif, webp
        case jpeg = "jpg"
        /// Not for readers.
        case master

        /// Its media type; `nil` for what is never served.
        package var mediaType: String? {
            switch self {
            case .avif: "image/avif"
            case .webp: "image/webp"
            case .jpeg: "image/jpeg"
            case .master: nil
            }
        }
    }

    /// 32 hexadecimal digits in lower case.
    package let digest: String
    package let format: Format

    private static let digits = 32

    /// The name for these bytes.
    package init(of bytes: [UInt8], _ format: Format) {
        self.init(digest: String(ImageDigest.of(bytes).prefix(Self.digits)), format: format)
    }

    package init(digest: String, format: Format) {
        self.digest = digest
        self.format = format
    }

    /// Reads a name such as `0f1e…c3d2.avif`; `nil` for anything else, so that no name leads out of the folder.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let format = Format(rawValue: String(parts[1])), parts[0].utf8.count == Self.digits,
            parts[0].utf8.allSatisfy({ byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            })
        else { return nil }
        self.init(digest: String(parts[0]), format: format)
    }

    package var description: String { "\(digest).\(format.rawValue)" }
}

extension MediaName: ColumnCodable {
    package var databaseValue: Value { .text(description) }

    package init?(databaseValue: Value) {
        guard case .text(let text) = databaseValue else { return nil }
        self.init(text)
    }
}
