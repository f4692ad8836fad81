import Editorial
import Markup

/// What changed from one text to another, with long unchanged stretches folded.
struct DiffView {
    let diff: TextDiff

    /// How many unchanged lines are shown beside a change.
    private static let context = 2

    func write(into html: inout HTMLWriter) {
        if diff.isUnchanged { return html.element(.p, .class("empty"), text: "Nothing changed here.") }
        for block in diff.blocks {
            switch block {
            case .unchanged(let text, let lines): writeUnchanged(text, lines, into: &html)
            case .removed(let text): html.element(.p) { $0.element(.del, text: text) }
            case .added(let text): html.element(.p) { $0.element(.ins, text: text) }
            case .changed(let runs):
                html.element(.p) { html in
                    for run in runs {
                        switch run {
                        case .same(let text): html.text(text)
                        case .removed(let text): html.element(.del, text: text)
                        case .added(let text): html.element(.ins, text: text)
                        }
                    }
                }
            }
        }
    }

    private func writeUnchanged(_ text: String, _ lines: Int, into html: inout HTMLWriter) {
        guard lines > 2 * Self.context + 2 else { return html.element(.p, .class("same"), text: text) }
        let all = text.split(separator: "\n", omittingEmptySubsequences: false)
        html.element(.p, .class("same"), text: all.prefix(Self.context).joined(separator: "\n"))
        html.element(.details) { html in
            html.element(.summary, text: "\(lines - 2 * Self.context) lines without a change")
            html.element(
                .p, .class("same"),
                text: all.dropFirst(Self.context).dropLast(Self.context).joined(separator: "\n"))
        }
        html.element(.p, .class("same"), text: all.suffix(Self.context).joined(separator: "\n"))
    }
}
