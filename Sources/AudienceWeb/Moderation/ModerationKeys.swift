import Audience
import Markup

/// The keys of the list of comments, and the dialogs that its script opens.
struct ModerationKeys {
    private static let keys: [(keys: [String], meaning: String)] = [
        (["j", "↓"], "Next comment"), (["k", "↑"], "Comment before it"), (["a"], "Approve, keep or restore"),
        (["s"], "Remove as spam"), (["r"], "Remove, then the number of the reason"),
        (["h"], "Highlight, or take it back"),
        (["u"], "Take the last decision back"), (["x"], "Tick the box"), (["o"], "Open the comment’s own page"),
        (["?"], "This list"),
    ]

    func write(into html: inout HTMLWriter) {
        html.element(.dialog, .class("sheet"), .id("keys"), .ariaLabelledby("keys-title")) { html in
            html.element(.h2, .id("keys-title"), text: "Keys")
            html.element(.dl, .class("keys")) { html in
                for line in Self.keys {
                    html.element(.dt) { html in
                        for (place, key) in line.keys.enumerated() {
                            if place > 0 { html.text(" ") }
                            html.element(.kbd, text: key)
                        }
                    }
                    html.element(.dd, text: line.meaning)
                }
            }
            html.element(.p, .class("actions")) {
                $0.element(.button, .type("button"), .data("data-close", ""), text: "Close")
            }
        }
        html.element(.dialog, .class("sheet"), .id("reasons"), .ariaLabelledby("reasons-title")) { html in
            html.element(.h2, .id("reasons-title"), text: "Why is it removed?")
            html.element(.ol, .class("reason-list")) { html in
                for (place, reason) in RemovalReason.allCases.enumerated() {
                    html.element(.li) { html in
                        html.element(
                            .button, .type("button"), .data("data-reason", reason.rawValue),
                            .ariaKeyshortcuts("\(place + 1)")
                        ) { html in
                            html.element(.kbd, .ariaHidden("true"), text: "\(place + 1)")
                            html.text(" \(reason.name)")
                        }
                    }
                }
            }
            html.element(.p, .class("actions")) {
                $0.element(.button, .type("button"), .data("data-close", ""), text: "Leave it")
            }
        }
    }
}
