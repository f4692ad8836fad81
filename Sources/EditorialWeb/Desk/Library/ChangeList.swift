import Editorial
import HTTPSupport
import Kernel
import Markup

/// What was changed, by whom, when and why.
struct ChangeList {
    let changes: [RecordedChange]

    func write(into html: inout HTMLWriter) {
        html.element(.h2, text: "What was changed")
        html.element(.ul, .class("lines")) { html in
            for change in changes {
                html.element(.li) { html in
                    html.element(.p, .class("hint")) { html in
                        html.text("\(change.by.name) · ")
                        html.moment(change.at)
                    }
                    html.changeLines(change.lines)
                    if !change.reason.isEmpty { html.element(.p, .class("quoted"), text: change.reason) }
                }
            }
        }
    }
}

extension HTMLWriter {
    /// What differs, from what to what.
    mutating func changeLines(_ lines: [ChangeLine]) {
        element(.ul, .class("change-lines")) { html in
            for line in lines {
                html.element(.li) { html in
                    html.text("\(line.what): ")
                    if let before = line.before { html.element(.del, text: before) }
                    if line.before != nil, line.after != nil { html.text(" ") }
                    if let after = line.after { html.element(.ins, text: after) }
                }
            }
        }
    }
}
