import HTTPSupport
import Markup

/// Every key that does something in the editor, in a dialog that a script opens.
struct ShortcutSheet {
    /// Keys that are pressed together, and what they do.
    struct Shortcut {
        let keys: [String]
        let effect: String
    }

    /// As `docs/desk.md` lists them too.
    static var shortcuts: [Shortcut] {
        [
            Shortcut(keys: ["Ctrl", "S"], effect: "Save"),
            Shortcut(keys: ["Ctrl", "B"], effect: "Bold"),
            Shortcut(keys: ["Ctrl", "I"], effect: "Italic"),
            Shortcut(keys: ["Ctrl", "K"], effect: "Link"),
            Shortcut(keys: ["Ctrl", "Alt", "2"], effect: "Heading"),
            Shortcut(keys: ["Ctrl", "Alt", "3"], effect: "Heading below it"),
            Shortcut(keys: ["Ctrl", "Alt", "0"], effect: "No heading"),
            Shortcut(keys: ["Ctrl", "Shift", "7"], effect: "Numbered list"),
            Shortcut(keys: ["Ctrl", "Shift", "8"], effect: "List"),
            Shortcut(keys: ["Ctrl", "Shift", "9"], effect: "Quotation"),
        ]
            + InsertKind.all.map {
                Shortcut(keys: ["Ctrl", "Shift", String($0.key)], effect: "Insert from \($0.library)")
            } + [
                Shortcut(keys: ["Ctrl", "Shift", "V"], effect: "Paste the words alone"),
                Shortcut(keys: ["Ctrl", "/"], effect: "This list"),
                Shortcut(keys: ["?"], effect: "This list, outside a field"),
            ]
    }

    func write(into html: inout HTMLWriter) {
        html.element(.dialog, .id("shortcuts"), .class("sheet"), .ariaLabelledby("shortcuts-title")) { html in
            html.element(.h2, .id("shortcuts-title"), text: "Keyboard")
            html.element(.dl, .class("keys")) { html in
                for shortcut in Self.shortcuts {
                    html.element(.dt) { html in
                        for (index, key) in shortcut.keys.enumerated() {
                            if index > 0 { html.text(" ") }
                            html.element(.kbd, text: key)
                        }
                    }
                    html.element(.dd, text: shortcut.effect)
                }
            }
            html.element(.p, .class("hint"), text: "On a Mac, Command stands for Ctrl.")
            html.element(.p, .class("actions")) { html in
                html.element(.button, .type("button"), .data("data-close", ""), text: "Close")
            }
        }
    }
}
