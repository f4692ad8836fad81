import CPango

/// Writes a document of A4 pages as PDF: text stays text, and the fonts are embedded.
///
/// Coordinates are in points (1/72 inch) from the upper left corner of the page.
package final class PageDocument {
    /// What a document says of itself.
    package struct Description: Sendable, Hashable {
        package let title: String
        package let author: String
        /// As ISO 8601 writes it, such as `2026-11-25T09:00:00Z`.
        package let created: String

        package init(title: String, author: String, created: String) {
            self.title = title
            self.author = author
            self.created = created
        }
    }

    /// Collects what cairo writes.
    private final class Output {
        var bytes: [UInt8] = []
    }

    /// Of ISO 216, A4.
    package static let width = 595.276
    package static let height = 841.89

    /// Pango reckons in so many parts of a point.
    private static let scale = Double(MASTHEAD_PANGO_SCALE)
    private static let families = "Liberation Sans, DejaVu Sans, Sans"

    private let output = Output()
    private let surface: OpaquePointer
    private let context: OpaquePointer
    private let layout: OpaquePointer

    /// - Throws: ``DocumentFault`` when the machine has no fonts.
    package init(_ description: Description) throws(DocumentFault) {
        guard masthead_pango_has_fonts() != 0 else { throw .noFonts }
        let write: cairo_write_func_t = { closure, data, length in
            guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
            let output = Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue()
            output.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
            return CAIRO_STATUS_SUCCESS
        }
        guard
            let surface = cairo_pdf_surface_create_for_stream(
                write, Unmanaged.passUnretained(output).toOpaque(), Self.width, Self.height),
            let context = cairo_create(surface), let layout = masthead_pango_layout()
        else { throw .drawing("there is no memory") }
        self.surface = surface
        self.context = context
        self.layout = layout
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, description.title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, description.author)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, description.created)
    }

    deinit {
        masthead_pango_release(layout)
        cairo_destroy(context)
        // The surface writes its end when it is finished, to what this still holds.
        cairo_surface_finish(surface)
        cairo_surface_destroy(surface)
    }

    /// How high a text becomes when its lines are as wide as this.
    package func height(of text: String, width: Double, _ style: TextStyle) -> Double {
        set(text, width: width, style)
        var (wide, high): (Int32, Int32) = (0, 0)
        pango_layout_get_size(layout, &wide, &high)
        return Double(high) / Self.scale
    }

    /// Writes a text, in as many lines as it needs, and returns how high it became.
    @discardableResult
    package func write(_ text: String, x: Double, y: Double, width: Double, _ style: TextStyle) -> Double {
        let height = height(of: text, width: width, style)
        cairo_set_source_rgb(context, style.grey, style.grey, style.grey)
        cairo_move_to(context, x, y)
        pango_cairo_show_layout(context, layout)
        return height
    }

    /// Draws a level line.
    package func rule(from start: Double, to end: Double, y: Double, thickness: Double = 0.5, grey: Double = 0) {
        cairo_set_source_rgb(context, grey, grey, grey)
        cairo_set_line_width(context, thickness)
        cairo_move_to(context, start, y)
        cairo_line_to(context, end, y)
        cairo_stroke(context)
    }

    /// Ends the page.
    package func endPage() { cairo_show_page(context) }

    /// Ends the document, and returns its bytes.
    package func finish() throws(DocumentFault) -> [UInt8] {
        cairo_surface_finish(surface)
        for status in [cairo_status(context), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
            // A context on a surface that is finished says so, and means nothing by it.
            guard status != CAIRO_STATUS_SURFACE_FINISHED else { continue }
            throw .drawing(String(cString: cairo_status_to_string(status)))
        }
        return output.bytes
    }

    private func set(_ text: String, width: Double, _ style: TextStyle) {
        let font = pango_font_description_from_string("\(Self.families) \(style.isBold ? "Bold" : "Regular")")
        pango_font_description_set_absolute_size(font, style.size * Self.scale)
        pango_layout_set_font_description(layout, font)
        pango_font_description_free(font)
        pango_layout_set_width(layout, Int32((width * Self.scale).rounded()))
        pango_layout_set_wrap(layout, Int32(MASTHEAD_PANGO_WRAP_WORD_CHAR))
        pango_layout_set_alignment(
            layout, Int32(style.alignment == .end ? MASTHEAD_PANGO_ALIGN_RIGHT : MASTHEAD_PANGO_ALIGN_LEFT))
        pango_layout_set_text(layout, text, Int32(text.utf8.count))
    }
}
