/// The sizes in which images are made, after the theme in which they stand.
///
/// Broadsheet's column of text is 590 pixels wide, or 531, or the window's on a telephone; screens have up to three pixels
/// for each of these.
enum ImageWidths {
    private static let theme = [360, 640, 960, 1280]
    /// `sizes` of an image in the column of text: Broadsheet's `--measure` at each of its breakpoints.
    static let sizes: StaticString =
        "(min-width: 1100px) 590px, (min-width: 900px) 531px, (min-width: 642px) 590px, 92vw"
    /// What the others are made from later, when a theme or a focal point changes.
    static let master = 2560

    /// The widths for an image that is this wide; none enlarges it.
    static func widths(for width: Int) -> [Int] {
        // One that is nearly as wide as the image itself would be there twice.
        let smaller = theme.filter { $0 * 10 < width * 9 }
        return width >= theme.last ?? 0 ? theme : smaller + [width]
    }
}

/// A piece of an image in fixed proportions, with the focal point as near to its middle as the edges allow.
struct ImageCrop: Sendable, Hashable {
    let left: Int
    let top: Int
    let width: Int
    let height: Int

    /// The proportions in which other sites show a page (Open Graph), at most 1200 × 630.
    static let card = (width: 1200, height: 630)
    static let thumbnail = (width: 480, height: 320)

    /// The largest piece of these proportions.
    init(of image: (width: Int, height: Int), as proportions: (width: Int, height: Int), around focus: FocalPoint) {
        if image.width * proportions.height > image.height * proportions.width {
            height = image.height
            width = max(1, image.height * proportions.width / proportions.height)
        } else {
            width = image.width
            height = max(1, image.width * proportions.height / proportions.width)
        }
        left = min(max(image.width * focus.x / 1000 - width / 2, 0), image.width - width)
        top = min(max(image.height * focus.y / 1000 - height / 2, 0), image.height - height)
    }
}
