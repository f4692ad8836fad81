import Editorial
import HTTPSupport
import Kernel
import Markup

/// All sections or all topics, with a form for another.
struct TaxonomyListPage {
    let kind: TaxonomyKind
    let entries: [TaxonomyEntry]
    let typed: FormBody
    let token: String
    let area: OfficeArea
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: kind.title, area: area, place: kind.list) { html in
            html.element(.h1, text: kind.title)
            html.element(.p, text: kind.explanation)
            if let problem { html.problem(problem) }
            if entries.isEmpty {
                html.element(.p, .class("empty"), text: "There is no \(kind.word) yet. Add the first one below.")
            }
            html.element(.ul, .class("lines")) { html in
                for (index, entry) in entries.enumerated() {
                    html.element(.li, .class("kept")) { write(entry, at: index, into: &$0) }
                }
            }
            writeForm(into: &html)
        }
    }

    private func write(_ entry: TaxonomyEntry, at index: Int, into html: inout HTMLWriter) {
        html.element(.div) { html in
            html.element(.p, .class("line-title")) { html in
                html.element(.a, .href(kind.edit(entry.slug.description).path), .dir("auto"), text: entry.name)
            }
            if !entry.description.isEmpty { html.element(.p, .dir("auto"), text: entry.description) }
            html.element(.p, .class("hint"), text: "\(kind.publicRoute(entry.slug).path) · \(entry.use)")
        }
        guard kind == .section, entries.count > 1 else { return }
        html.element(.div, .class("moves")) { html in
            if index > 0 { move(entry, "up", into: &html) }
            if index < entries.count - 1 { move(entry, "down", into: &html) }
        }
    }

    private func move(_ entry: TaxonomyEntry, _ direction: String, into html: inout HTMLWriter) {
        html.form(.sectionOrder, token: token) { html in
            html.void(.input, .type("hidden"), .name("slug"), .value(entry.slug.description))
            html.void(.input, .type("hidden"), .name("direction"), .value(direction))
            html.element(.button, .class("quiet")) { html in
                html.text(direction == "up" ? "Move up" : "Move down")
                html.element(.span, .class("visually-hidden"), text: ": \(entry.name)")
            }
        }
    }

    private func writeForm(into html: inout HTMLWriter) {
        let state = FormState(errors: problem?.fieldErrors ?? [])
        html.element(.h2, text: "Add a \(kind.word)")
        html.form(kind.list, token: token) { html in
            html.textField(
                "Name", name: "name", value: typed["name"], state: state, .required, .maxlength(80),
                .autocomplete("off"))
            html.textField(
                "Description", name: "description", value: typed["description"],
                hint: "One or two sentences at the head of its page.", state: state, .maxlength(500),
                .autocomplete("off"))
            html.textField(
                "Address", name: "slug", value: typed["slug"],
                hint: "The last part of its address; made from the name when empty. It cannot be changed later.",
                state: state, .maxlength(120), .spellcheck("false"), .autocapitalize("none"), .autocomplete("off"))
            html.submit("Add the \(kind.word)")
        }
    }
}
