import Editorial
import HTTPSupport
import Kernel
import Markup

/// Where two texts that changed the same place are brought together; nothing of either is lost.
struct MergePage {
    let manuscript: Manuscript
    let conflict: ManuscriptConflict
    let token: String

    var page: OfficePage {
        OfficePage(title: "Bring both texts together", area: .desk, place: .manuscripts, isWide: true) { html in
            html.element(.h1, text: "Bring both texts together")
            html.element(
                .p,
                text: """
                    \(conflict.theirHand.name) saved while you were writing, and you both changed the same place. \
                    Nothing of yours was saved yet, and nothing is lost: below is your text with everything of theirs \
                    that fits. Look at each place, change the text as it should be, and save.
                    """)
            html.element(.h2, text: "Places that you both changed")
            for (index, place) in conflict.fields.enumerated() {
                html.element(.section, .class("merge-place"), .ariaLabel("Place \(index + 1)")) { html in
                    html.element(.h3, text: place.field.rawValue.capitalizedFirst)
                    html.element(.div, .class("pair")) { html in
                        side("Yours", place.mine, place.base, into: &html)
                        side(conflict.theirHand.name, place.theirs, place.base, into: &html)
                    }
                }
            }
            writeForm(into: &html)
        }
    }

    private func side(_ name: String, _ text: String, _ base: String, into html: inout HTMLWriter) {
        html.element(.div) { html in
            html.element(.h4, text: name)
            html.element(.div, .class("diff")) { DiffView(diff: TextDiff(from: base, to: text)).write(into: &$0) }
        }
    }

    private func writeForm(into html: inout HTMLWriter) {
        html.element(.h2, text: "The text to save")
        let inConflict = Set(conflict.fields.map(\.field.rawValue))
        html.form(.manuscriptSave(manuscript.id.description), token: token) { html in
            html.void(.input, .type("hidden"), .name("base"), .value(String(conflict.theirSave)))
            for field in ManuscriptForm.fields(conflict.merged) {
                if inConflict.contains(field.name) {
                    html.textArea(
                        field.name.capitalizedFirst, name: field.name, value: field.value,
                        rows: field.name == "body" ? 24 : 3, state: FormState())
                } else {
                    html.void(.input, .type("hidden"), .name(field.name), .value(field.value))
                }
            }
            html.submit("Save this text")
        }
    }
}
