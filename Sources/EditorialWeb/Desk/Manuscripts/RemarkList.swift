import Editorial
import HTTPSupport
import Kernel
import Markup

/// What colleagues say of the paragraphs of a text.
struct RemarkList {
    let manuscript: Manuscript
    let remarks: [Remark]
    let newID: Remark.ID
    let token: String

    private var paragraphs: [String] { Remark.paragraphs(of: manuscript.text.body) }

    func write(into html: inout HTMLWriter) {
        let open = remarks.filter { $0.resolved == nil }
        let settled = remarks.filter { $0.resolved != nil }
        let paragraphs = paragraphs
        html.element(.section, .id("remarks")) { html in
            html.element(.h2, text: open.isEmpty ? "Remarks" : "Remarks (\(open.count) open)")
            if open.isEmpty {
                html.element(.p, .class("empty"), text: "Remarks on a paragraph stand here; readers never see them.")
            }
            html.element(.ul, .class("lines")) { html in
                for remark in open { html.element(.li) { write(remark, paragraphs, into: &$0) } }
            }
            if !settled.isEmpty {
                html.element(.details) { html in
                    html.element(.summary, text: "Settled (\(settled.count))")
                    html.element(.ul, .class("lines")) { html in
                        for remark in settled { html.element(.li) { write(remark, paragraphs, into: &$0) } }
                    }
                }
            }
            writeForm(paragraphs, into: &html)
        }
    }

    private func write(_ remark: Remark, _ paragraphs: [String], into html: inout HTMLWriter) {
        let place = remark.place(among: paragraphs)
        html.element(.p, .class("hint")) { html in
            html.text(place.map { "Paragraph \($0 + 1)" } ?? "A paragraph that was changed since")
            html.text(": “\(Self.shortened(remark.quote))”")
        }
        html.element(.p, text: remark.text)
        html.element(.p, .class("hint")) { html in
            html.text("\(remark.by.name), ")
            html.moment(remark.at)
            if let resolvedBy = remark.resolvedBy { html.text(" · settled by \(resolvedBy)") }
        }
        html.form(
            .manuscriptRemark(manuscript.id.description, remark: remark.id.description), token: token
        ) { html in
            html.void(.input, .type("hidden"), .name("resolved"), .value(remark.resolved == nil ? "yes" : "no"))
            html.element(.button, .class("quiet"), text: remark.resolved == nil ? "Settled" : "Open again")
        }
    }

    private func writeForm(_ paragraphs: [String], into html: inout HTMLWriter) {
        guard !paragraphs.isEmpty else { return }
        html.element(.details) { html in
            html.element(.summary, text: "Make a remark")
            html.form(.manuscriptRemarks(manuscript.id.description), token: token) { html in
                html.void(.input, .type("hidden"), .name("id"), .value(newID.description))
                html.field("Paragraph", name: "paragraph", state: FormState()) { html, id, _, _ in
                    html.element(.select, .id(id), .name("paragraph")) { html in
                        for (index, paragraph) in paragraphs.enumerated() {
                            html.element(
                                .option, .value(String(index)),
                                text: "\(index + 1): \(Self.shortened(paragraph))")
                        }
                    }
                }
                html.field("Remark", name: "text", state: FormState()) { html, id, _, _ in
                    html.element(.textarea, .id(id), .name("text"), .rows(3), .required) { _ in }
                }
                html.element(.button, text: "Make the remark")
            }
        }
    }

    private static func shortened(_ text: String) -> String {
        let line = text.replacing("\n", with: " ")
        return line.count > 60 ? "\(line.prefix(59))…" : line
    }
}
