package import Database
import Kernel

/// Reads images with their forms, whose rows lie in a table of their own.
struct ImageReader {
    let connection: any Connection

    /// The images under these slugs; unknown ones are left out.
    func images(_ slugs: Set<Slug>, locking: SQL = "") throws -> [Slug: Image] {
        var images: [Slug: Image] = [:]
        for slugs in slugs.sorted().chunks(of: 50) {
            let rows = try connection.rows("SELECT * FROM image WHERE slug IN \(list: slugs) ORDER BY slug\(locking)")
            for image in try with(variants: rows) { images[image.slug] = image }
        }
        return images
    }

    func image(_ slug: Slug) throws -> Image? { try images([slug])[slug] }

    /// The images that an article shows.
    func images(of article: ArticleID) throws -> [Image] {
        try with(
            variants: connection.rows(
                "SELECT image.* FROM image_use JOIN image ON image.slug = image_use.image WHERE article = \(article)"))
    }

    /// Makes images of rows of `image`, in their order.
    func with(variants rows: [Row]) throws -> [Image] {
        let slugs = try rows.map { try $0.value("slug", as: Slug.self) }
        var variants: [Slug: [ImageVariant]] = [:]
        for slugs in slugs.chunks(of: 50) {
            let found = try connection.rows(
                "SELECT * FROM image_variant WHERE image IN \(list: slugs) ORDER BY image, kind, width")
            for row in found {
                variants[try row.value("image"), default: []].append(try ImageVariant(row: row))
            }
        }
        return try rows.map { row in
            try Image(row: row, variants: variants[row.value("slug"), default: []])
        }
    }
}

extension Image {
    fileprivate init(row: Row, variants: [ImageVariant]) throws {
        slug = try row.value("slug")
        alternative = try row.value("alternative")
        credit = try row.value("credit")
        licence = try row.value("licence")
        source = try row.value("source")
        focus = try FocalPoint(x: row.value("focus_x"), y: row.value("focus_y"))
        width = try row.value("width")
        height = try row.value("height")
        uploaded = try row.value("uploaded")
        uploadedBy = try Manuscript.Hand(account: row.value("uploaded_by"), name: row.value("uploaded_by_name"))
        self.variants = variants
    }
}

extension ImageVariant: RowDecodable {
    package init(row: Row) throws {
        kind = try row.value("kind")
        width = try row.value("width")
        height = try row.value("height")
        length = try row.value("length")
        name = try row.value("name")
    }
}
