package import Database
import Kernel

extension Creative {
    /// The content as columns hold it.
    struct Columns {
        enum Form: String, CaseIterable, ColumnCodable {
            case text, picture, both, html
        }

        var form: Form
        var headline = ""
        var text = ""
        var picture: Picture?
        /// The address of a third party’s frame, where the form is `html` and the document isn’t ours.
        var frame: String?
    }

    var columns: Columns {
        switch content {
        case .text(let headline, let text): Columns(form: .text, headline: headline, text: text)
        case .picture(let picture): Columns(form: .picture, picture: picture)
        case .pictureAndText(let picture, let headline, let text):
            Columns(form: .both, headline: headline, text: text, picture: picture)
        case .html(let document): Columns(form: .html, text: document)
        case .tag(let address): Columns(form: .html, frame: address.description)
        }
    }
}

extension Creative: RowDecodable {
    package init(row: Row) throws {
        let headline = try row.value("headline", as: String.self)
        let text = try row.value("text", as: String.self)
        func picture() throws -> Picture {
            try Picture(
                path: row.value("picture"), width: row.value("width"), height: row.value("height"),
                alternative: row.value("alternative"), master: row.value("master"))
        }
        let content: Content =
            switch try row.value("form", as: Columns.Form.self) {
            case .text: .text(headline: headline, text: text)
            case .picture: .picture(try picture())
            case .both: .pictureAndText(try picture(), headline: headline, text: text)
            case .html:
                if let frame = try row.value("frame", as: String?.self) {
                    .tag(try Self.tag(frame))
                } else {
                    .html(text)
                }
            }
        try self.init(
            id: row.value("id"), flight: row.value("flight"), name: row.value("name"),
            place: PlaceColumns(row: row).place,
            content: content, destination: row.value("destination"), ended: row.value("ended"))
    }

    private static func tag(_ address: String) throws -> TagAddress {
        do {
            return try TagAddress(address)
        } catch {
            throw DatabaseError.decoding("A creative has the address of a frame that can’t be one.")
        }
    }
}
