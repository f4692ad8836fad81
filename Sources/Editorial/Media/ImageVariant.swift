import Database
import Markdown
package import Pictures

/// One form of an image, in a file that never changes.
package struct ImageVariant: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case avif, webp, jpeg
        /// A piece around the focal point in the proportions of previews elsewhere, as JPEG.
        case card
        /// A piece around the focal point for lists, as JPEG.
        case thumbnail
        /// What the others are made from, as WebP; nobody is given it.
        case master
    }

    package let kind: Kind
    /// In pixels.
    package let width: Int
    package let height: Int
    /// In bytes.
    package let length: Int
    package let name: MediaName

    /// The address of the file, from the root.
    package var path: String { "\(LinkTarget.mediaFolder)\(name)" }
}
