import HTTPSupport
import Markup

/// The buttons that put something into a text, and the dialog that they open; scripts show them.
struct InsertBar {
    func write(into html: inout HTMLWriter) {
        html.element(.div, .class("insert-bar"), .id("insert-bar"), .role("group"), .ariaLabel("Insert"), .hidden) {
            html in
            html.element(.span, .class("hint"), .ariaHidden("true"), text: "Insert")
            for kind in InsertKind.all {
                html.element(
                    .button, .type("button"), .class("quiet"), .data("data-insert", kind.search.path),
                    .data("data-key", kind.key.lowercased()), .data("data-library", kind.library),
                    .ariaKeyshortcuts("Control+Shift+\(kind.key)"), text: kind.name)
            }
            html.element(
                .button, .type("button"), .class("quiet"), .id("show-shortcuts"), .ariaKeyshortcuts("Control+/"),
                text: "Keyboard")
            html.element(.span, .id("paste-state"), .class("hint"), .role("status"), .ariaLive("polite")) { _ in }
        }
    }

    func writeDialog(into html: inout HTMLWriter) {
        html.element(.dialog, .id("insert"), .class("sheet"), .ariaLabelledby("insert-title")) { html in
            html.element(.h2, .id("insert-title"), text: "Insert")
            html.element(.div, .class("field")) { html in
                html.element(.label, .for("insert-text"), text: "Search")
                html.void(
                    .input, .type("search"), .id("insert-text"), .role("combobox"), .ariaAutocomplete("list"),
                    .ariaExpanded("false"), .ariaControls("insert-items"), .autocomplete("off"), .maxlength(200))
            }
            html.element(.p, .id("insert-state"), .class("hint"), .role("status"), .ariaLive("polite")) { _ in }
            html.element(
                .ul, .id("insert-items"), .class("picks"), .role("listbox"), .ariaLabelledby("insert-title"), .hidden
            ) { _ in }
            html.element(.p, .class("actions")) { html in
                html.element(.button, .type("button"), .data("data-close", ""), text: "Close")
            }
        }
    }
}
