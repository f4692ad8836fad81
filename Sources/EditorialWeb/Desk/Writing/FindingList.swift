import Editorial
import HTTPSupport
import Kernel
import Markup

/// What the checks before publication found, each with a way to its line.
struct FindingList {
    let manuscript: Manuscript
    let findings: [Finding]

    /// Whether there is anything to check before: what readers see or nobody works on is past it.
    static func applies(to state: ManuscriptState) -> Bool {
        [.draft, .inReview, .factChecked, .scheduled].contains(state)
    }

    func write(into html: inout HTMLWriter) {
        html.element(
            .section, .id("findings"), .class("findings"),
            .data("data-findings", OfficeRoute.manuscriptFindings(manuscript.id.description).path)
        ) { html in
            html.element(.h2, text: "Before publication")
            html.element(.div, .id("finding-list")) { writeList(into: &$0) }
        }
    }

    /// The list alone, which a script puts in place of the earlier one.
    func writeList(into html: inout HTMLWriter) {
        html.element(.p, .class(findings.isEmpty ? "empty" : "hint"), text: summary)
        guard !findings.isEmpty else { return }
        html.element(.ul, .class("lines")) { html in
            for finding in findings { html.element(.li) { write(finding, into: &$0) } }
        }
    }

    /// How many there are, in words.
    var summary: String {
        let blocking = findings.blocking.count
        let advice = findings.count - blocking
        var parts: [String] = []
        if blocking > 0 {
            parts.append(blocking == 1 ? "one finding stops publication" : "\(blocking) findings stop publication")
        }
        if advice > 0 { parts.append(advice == 1 ? "one to look at" : "\(advice) to look at") }
        guard !parts.isEmpty else { return "The checks find nothing in the saved text." }
        return parts.joined(separator: ", ").capitalizedFirst + "."
    }

    private func write(_ finding: Finding, into html: inout HTMLWriter) {
        html.element(.p, .class("finding-head")) { html in
            let place = finding.field.label + (finding.field.isLong ? ", line \(finding.line)" : "")
            if isShown(finding.field) {
                html.element(
                    .a, .href("#field-\(finding.field.rawValue)"), .data("data-field", finding.field.rawValue),
                    .data("data-line", String(finding.line)), text: place)
            } else {
                html.element(.strong, text: place)
            }
            if finding.severity == .blocking {
                html.text(" ")
                html.element(.span, .class("state state-withdrawn"), text: "Stops publication")
            }
        }
        html.element(.p, text: finding.fault)
        html.element(.p, .class("hint"), text: "\(finding.rule.reason) \(finding.rule.remedy)")
    }

    /// A text that stands still is shown without its other fields.
    private func isShown(_ field: ManuscriptMerge.Field) -> Bool {
        manuscript.state.isOpen || field == .answer || field == .body
    }
}
