import Kernel
import Markdown

extension LinkTarget {
    /// Where the site's own images stand.
    static let mediaFolder = "/media/"

    /// Whether an address is meant to be that of an image of the site's own.
    static func isMedia(_ address: String) -> Bool { trimmed(address).hasPrefix(mediaFolder) }

    /// The image that an address names, or `nil`.
    static func image(_ address: String) -> Slug? {
        let text = trimmed(address)
        guard text.hasPrefix(mediaFolder) else { return nil }
        return Slug(validating: text.dropFirst(mediaFolder.count))
    }
}
