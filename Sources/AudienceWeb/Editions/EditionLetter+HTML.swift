import Audience
import HTTPSupport
import Kernel
import Markup

extension EditionLetter {
    private static let darkScreens = "@media (prefers-color-scheme:dark)"

    /// A letter as it looks in a program that is dark, or light, whatever the one is that shows it.
    static func html(_ html: String, inDark isDark: Bool) -> String {
        html.replacing(darkScreens, with: isDark ? "@media all" : "@media not all")
    }

    /// Which colours stand where a program has no idea of dark screens, and the classes by which others are told more.
    private enum Look {
        static let body = "margin:0;padding:0;background-color:#f4f1ea;"
        static let serif = "font-family:Georgia,'Times New Roman',serif;"
        static let sans = "font-family:Helvetica,Arial,sans-serif;"
        static let dark = """
            :root{color-scheme:light dark;supported-color-schemes:light dark}\
            \(darkScreens){.m-back{background-color:#161513 !important}\
            .m-sheet{background-color:#1f1d1a !important}.m-ink,.m-ink a{color:#e4dfd5 !important}\
            .m-ink a span{color:#e4dfd5 !important}.m-soft,.m-soft a{color:#a69f93 !important}.m-line{border-color:#3d3933 !important}}\
            @media (max-width:620px){.m-sheet{width:100% !important}}
            """
    }

    /// The body for programs that show HTML.
    var html: Plate {
        var html = HTMLWriter()
        html.doctype()
        html.element(.html, .lang(site.language)) { html in
            html.element(.head) { html in
                html.void(.meta, .charset("utf-8"))
                html.void(.meta, .name("viewport"), .content("width=device-width, initial-scale=1"))
                html.void(.meta, .name("color-scheme"), .content("light dark"))
                html.void(.meta, .name("supported-color-schemes"), .content("light dark"))
                html.element(.title, text: subject)
                html.markup("<style>\(Look.dark)</style>")
            }
            html.markup("<body class=\"m-back\" style=\"\(Look.body)\">")
            writePreview(into: &html)
            html.markup(
                """
                <table role="presentation" class="m-back" width="100%" cellpadding="0" cellspacing="0" border="0" \
                style="background-color:#f4f1ea;"><tr><td align="center" style="padding:16px 8px;">\
                <table role="presentation" class="m-sheet" width="600" cellpadding="0" cellspacing="0" border="0" \
                style="width:600px;max-width:100%;background-color:#ffffff;">
                """)
            writeHead(into: &html)
            for (number, (part, items)) in Self.parts(of: items).enumerated() {
                row(into: &html, padding: "20px 24px 0") { html in
                    html.markup(
                        """
                        <h2 class="m-ink m-line" style="margin:0;padding:0 0 6px;border-bottom:1px solid #d5cfc2;\(Look.sans)\
                        font-size:14px;line-height:20px;font-weight:bold;color:#1c1a17;">
                        """)
                    html.text(part.heading)
                    html.markup("</h2>")
                }
                for item in items { write(item, into: &html) }
                // Between what is new and the rest, whoever pays.
                if number == 0 { opening(.slot(Slot(.newsletter)), into: &html) }
            }
            writeFoot(into: &html)
            html.markup("</table></td></tr></table></body>")
        }
        return html.plate(about: PageSubject(language: LanguageTag(site.language)))
    }

    /// What lists of mails show beside the subject.
    private func writePreview(into html: inout HTMLWriter) {
        html.markup("<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all;\">")
        html.text(items.first?.summary ?? "")
        html.markup("</div>")
    }

    private func writeHead(into html: inout HTMLWriter) {
        row(into: &html, padding: "24px 24px 0") { html in
            html.markup(
                """
                <h1 class="m-ink" style="margin:0;\(Look.serif)font-size:28px;line-height:34px;font-weight:bold;\
                color:#1c1a17;">
                """)
            html.markup("<a style=\"color:#1c1a17;text-decoration:none;\" href=\"")
            html.attributeText(origin + "/")
            html.markup("\">")
            html.text(site.name)
            html.markup(
                "</a></h1><p class=\"m-soft\" style=\"margin:4px 0 0;\(Look.sans)font-size:14px;line-height:20px;color:#5d5850;\">"
            )
            html.text("\(edition.id.day.weekday), \(edition.id.day.written)")
            html.markup("</p>")
        }
        opening(.letterDisclosure, into: &html)
        guard !edition.intro.isEmpty else { return }
        row(into: &html, padding: "12px 24px 0") { html in
            html.markup(
                "<div class=\"m-ink\" style=\"\(Look.serif)font-size:17px;line-height:26px;color:#1c1a17;\">")
            html.pieces(dressedIntroduction)
            html.markup("</div>")
        }
    }

    /// The introduction with the styles of a mail; in its text no angle bracket is left by itself.
    ///
    /// The opening tag of a link is written by whoever decides where it leads, so that its style is on what is in it.
    private var dressedIntroduction: [Plate.Piece] {
        var html = HTMLWriter()
        html.write(
            edition.introduction, in: .letter, ofSite: origin,
            afterOpening: "<span style=\"color:#94200f;text-decoration:underline;\">")
        return html.plate.pieces.map { piece in
            guard case .bytes(let bytes) = piece else { return piece }
            let dressed = String(decoding: bytes, as: UTF8.self)
                .replacing("<p>", with: "<p style=\"margin:0 0 12px;\">")
                .replacing("<ul>", with: "<ul style=\"margin:0 0 12px;padding:0 0 0 24px;\">")
                .replacing("<blockquote>", with: "<blockquote style=\"margin:0 0 12px;padding:0 0 0 16px;\">")
                .replacing("</a>", with: "</span></a>")
            return .bytes(Array(dressed.utf8))
        }
    }

    /// A row for what others put there, which takes no height while it is empty.
    private func opening(_ region: Region, into html: inout HTMLWriter) {
        html.markup("<tr><td style=\"padding:0 24px;font-size:1px;line-height:1px;\" align=\"left\">")
        html.region(region)
        html.markup("</td></tr>")
    }

    private func write(_ item: EditionItem, into html: inout HTMLWriter) {
        row(into: &html, padding: "14px 24px 0") { html in
            html.markup(
                "<h3 class=\"m-ink\" style=\"margin:0;\(Look.serif)font-size:20px;line-height:26px;font-weight:bold;color:#1c1a17;\">"
            )
            html.region(.notice(.label(of: item.path)))
            html.markup("<a style=\"color:#94200f;text-decoration:underline;\" href=\"")
            html.attributeText(address(of: item))
            html.markup("\">")
            html.text(item.title)
            html.markup("</a></h3>")
            paragraph(item.summary, "m-ink", "\(Look.serif)font-size:16px;line-height:24px;color:#1c1a17;", into: &html)
            if let correction = item.correction {
                paragraph(
                    "Correction: \(correction)", "m-ink",
                    "\(Look.serif)font-size:16px;line-height:24px;font-style:italic;color:#1c1a17;", into: &html)
            }
            paragraph(item.credit, "m-soft", "\(Look.sans)font-size:14px;line-height:20px;color:#5d5850;", into: &html)
        }
    }

    private func paragraph(_ text: String, _ name: String, _ style: String, into html: inout HTMLWriter) {
        guard !text.isEmpty else { return }
        html.markup("<p class=\"\(name)\" style=\"margin:4px 0 0;\(style)\">")
        html.text(text)
        html.markup("</p>")
    }

    private func writeFoot(into html: inout HTMLWriter) {
        row(into: &html, padding: "28px 24px 24px") { html in
            html.markup(
                """
                <p class="m-soft m-line" style="margin:0;padding:12px 0 0;border-top:3px double #d5cfc2;\(Look.sans)\
                font-size:13px;line-height:20px;color:#5d5850;">
                """)
            html.text(
                "You get this because you asked \(site.name) for it. Nothing in it tells us whether you opened it. ")
            link("Read it on the web", address, into: &html)
            html.markup(" &#183; ")
            link("Choose what comes", Self.manageMark, into: &html)
            html.markup(" &#183; ")
            link("Leave", Self.leaveMark, into: &html)
            html.markup("<br>")
            html.text("\(site.publisher), \(site.contact)")
            html.markup("</p>")
        }
    }

    private func link(_ text: String, _ address: String, into html: inout HTMLWriter) {
        html.markup("<a style=\"color:#5d5850;text-decoration:underline;\" href=\"")
        html.attributeText(address)
        html.markup("\">")
        html.text(text)
        html.markup("</a>")
    }

    private func row(into html: inout HTMLWriter, padding: String, _ content: (inout HTMLWriter) -> Void) {
        html.markup("<tr><td style=\"padding:\(padding);\" align=\"left\">")
        content(&html)
        html.markup("</td></tr>")
    }
}

extension HTMLWriter {
    /// Writes markup of this file, in which nothing but its own styles is interpolated.
    fileprivate mutating func markup(_ text: String) { raw(text.utf8) }
}
