package import Kernel
import Markdown

/// A picture of the site, in every form in which it is kept.
package struct Image: Sendable, Hashable {
    package let slug: Slug
    /// What it shows, for those who cannot see it; empty until somebody has said so.
    package let alternative: String
    /// Who made it.
    package let credit: String
    /// `nil` until somebody has said so; until then no article with it can be published.
    package let licence: ImageLicence?
    /// Where it was found, as an absolute `http` or `https` address.
    package let source: String?
    package let focus: FocalPoint
    /// In pixels, as it was uploaded and turned.
    package let width: Int
    package let height: Int
    package let uploaded: Timestamp
    package let uploadedBy: Manuscript.Hand
    /// By kind, and within a kind by width.
    package let variants: [ImageVariant]

    /// The forms of one kind, the narrowest first.
    package func variants(_ kind: ImageVariant.Kind) -> [ImageVariant] { variants.filter { $0.kind == kind } }

    /// What a browser shows that knows none of the other formats; also the largest that anybody gets.
    package var fallback: ImageVariant? { variants(.jpeg).last }

    /// What stands for it in lists.
    package var thumbnail: ImageVariant? { variants(.thumbnail).last }

    /// What stands for a page in previews elsewhere.
    package var card: ImageVariant? { variants(.card).last ?? fallback }

    /// The address under which Markdown refers to it.
    package var reference: String { "\(LinkTarget.mediaFolder)\(slug)" }
}

/// What an image is about, as parts of a thousand of its width and height from the top left corner; it stays in sight
/// when the image is cropped.
package struct FocalPoint: Sendable, Hashable {
    package static let range = 0...1000
    package static let centre = FocalPoint(x: 500, y: 500)

    package let x: Int
    package let y: Int

    /// Takes any numbers, and brings them into the range of 0 to 1000.
    package init(x: Int, y: Int) {
        self.x = min(max(x, Self.range.lowerBound), Self.range.upperBound)
        self.y = min(max(y, Self.range.lowerBound), Self.range.upperBound)
    }
}

/// What people say of an image.
package struct ImageDescription: Sendable, Hashable {
    package var alternative: String
    package var credit: String
    package var licence: ImageLicence?
    package var source: String
    package var focus: FocalPoint

    package init(
        alternative: String = "", credit: String = "", licence: ImageLicence? = nil, source: String = "",
        focus: FocalPoint = .centre
    ) {
        self.alternative = alternative
        self.credit = credit
        self.licence = licence
        self.source = source
        self.focus = focus
    }
}
