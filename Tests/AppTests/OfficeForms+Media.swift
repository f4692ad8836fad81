import Editorial
import Kernel
import TestSupport

@testable import App

extension OfficeForm {
    /// The forms of images.
    static let ofMedia: [String: OfficeForm] = [
        "POST /desk/media/:slug": OfficeForm(
            .writer, "alternative=A dot&credit=Ann&licence=own&focusX=50&focusY=20", slug: "{image}"),
        "POST /desk/media/:slug/delete": OfficeForm(.editor, slug: "{image}", again: 404),
    ]

    /// Forms with files, which `MediaTests` send.
    static let withFiles: Set<String> = [
        "POST /desk/media",
        // `CreativeFormTests` send them.
        "POST /business/advertising/flights/:id/creatives", "POST /business/advertising/creatives/:id",
    ]
}

extension OfficeSite {
    /// A GIF of one pixel; its colour is one of many, so that no two are the same image.
    static func gif() -> [UInt8] {
        let colours = (0..<6).map { _ in UInt8.random(in: 0...255) }
        return Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0] + colours
            + [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0, 0x3B]
    }

    /// The slug of a new image.
    func image(by hand: Manuscript.Hand) async throws -> String {
        try await site.media.upload(
            Self.gif(), fileName: "\(Manuscript.ID(at: clock.now())).gif", by: hand, at: clock.now()
        ).image.slug.description
    }
}
