import Editorial
import HTTPSupport
import Kernel
import Markup

/// References to be pasted, and what would become of them.
struct SourceImportPage {
    let values: FormBody
    let token: String
    let plan: ImportPlan?
    let problem: Problem?

    /// How many entries of a kind are listed.
    private static let longestList = 500

    var page: OfficePage {
        OfficePage(title: "Import references", area: .desk, place: .sources, scripts: ["library.js"]) { html in
            html.element(.h1, text: "Import references")
            if let problem { html.problem(problem) }
            html.form(plan == nil ? .sourceImportPlan : .sourceImport, token: token) { html in
                if let plan {
                    ImportPlanView(plan: plan, ticked: ticked, longestList: Self.longestList).write(into: &html)
                    html.void(.input, .type("hidden"), .name("plan"), .value(plan.fingerprint))
                    html.element(.details, plan.lacking.isEmpty && plan.warnings.isEmpty ? nil : .open) { html in
                        html.element(.summary, text: "The text")
                        writeFields(into: &html)
                        html.element(.p, .class("actions")) { html in
                            html.element(
                                .button, .formaction(OfficeRoute.sourceImportPlan.path), text: "Look again")
                        }
                    }
                } else {
                    html.element(
                        .p, .class("hint"),
                        text: "From a reference manager such as Zotero. You see what would be added before it is.")
                    writeFields(into: &html)
                    html.submit("See what would be added")
                }
            }
        }
    }

    /// What was ticked when the form came back; `nil` when the plan is shown first.
    private var ticked: Set<Int>? {
        guard let plan, values["plan"] == plan.fingerprint else { return nil }
        return Set(values.all("entry").compactMap { Int($0) })
    }

    private func writeFields(into html: inout HTMLWriter) {
        let state = FormState(errors: problem?.fieldErrors ?? [])
        html.element(.div, .class("pair")) { html in
            html.choice(
                "Form", name: "format", value: values["format"],
                options: [
                    (SourceImport.Format.bibTeX.rawValue, "BibTeX or biblatex"),
                    (SourceImport.Format.csl.rawValue, "CSL-JSON"),
                ], state: state)
            html.textField(
                "Last read on", name: "accessed", value: values["accessed"],
                hint: "For entries that don’t say when they were read.", state: state, .type("date"))
        }
        html.element(.div, .class("field"), .id("file-choice"), .hidden) { html in
            html.element(.label, .for("file"), text: "File")
            html.element(.p, .class("hint"), .id("file-hint"), text: "It is put into the text below, by this browser.")
            html.void(
                .input, .type("file"), .id("file"), .accept(".bib,.bibtex,.json,.txt"),
                .ariaDescribedby("file-hint"))
        }
        html.textArea(
            "References", name: "text", value: values["text"], rows: 14, hint: "At most 5 MB and 10,000 entries.",
            state: state, .class("body-text"), .spellcheck("false"), .required)
    }
}

/// A plan, entry by entry.
struct ImportPlanView {
    let plan: ImportPlan
    let ticked: Set<Int>?
    let longestList: Int

    func write(into html: inout HTMLWriter) {
        html.element(.p, .id("plan"), text: summary)
        writeNew(into: &html)
        if !plan.new.isEmpty || plan.hasChoices && !plan.namesakes.isEmpty {
            html.element(.p, .class("actions")) { html in
                html.element(
                    .button, .class("primary"),
                    text: plan.hasChoices ? "Import what is ticked" : "Import all that is new")
            }
        }
        writeKnown(into: &html)
        writeFaults(into: &html)
    }

    private var summary: String {
        let known = plan.known.count + plan.namesakes.count
        let faults = plan.lacking.count + plan.warnings.count
        var sentences = [
            plan.new.isEmpty ? "No source would be added." : "\(Self.count(plan.new.count, "source")) would be added."
        ]
        if known > 0 {
            sentences.append("\(Self.count(known, "source")) seem\(known == 1 ? "s" : "") to be there already.")
        }
        if faults > 0 { sentences.append("\(Self.count(faults, "thing")) could not be taken as it stands.") }
        return (sentences + ["Nothing was saved yet."]).joined(separator: " ")
    }

    private static func count(_ number: Int, _ word: String) -> String {
        number == 1 ? "One \(word)" : "\(number) \(word)s"
    }

    private func writeNew(into html: inout HTMLWriter) {
        list("To be added", plan.new, isTicked: true, into: &html)
        list(
            "To be added only if you say so", plan.namesakes, isTicked: false,
            hint: "The library has a source under the name that these would get. Tick those that are others.",
            into: &html)
    }

    private func list(
        _ title: String, _ entries: [(offset: Int, element: PlannedSource)], isTicked: Bool, hint: String? = nil,
        into html: inout HTMLWriter
    ) {
        guard !entries.isEmpty else { return }
        html.element(.h2, text: title)
        if let hint { html.element(.p, .class("hint"), text: hint) }
        html.element(.ul, .class("lines")) { html in
            for (offset, planned) in entries.prefix(longestList) {
                guard let source = planned.source else { continue }
                html.element(.li) { html in
                    if plan.hasChoices {
                        html.box(
                            source.title, name: "entry", value: String(offset),
                            isTicked: ticked?.contains(offset) ?? isTicked, id: "entry-\(offset)")
                    } else {
                        html.element(.p, .class("line-title"), text: source.title)
                    }
                    html.element(.p, .class("hint"), text: "\(SourceWords.imprint(source)) · \(source.address)")
                    html.element(.p, .class("hint")) { html in
                        html.text("\(planned.imported.place) · ")
                        html.element(.code, text: source.slug.description)
                    }
                    for warning in planned.imported.warnings {
                        html.element(.p, .class("hint"), text: warning)
                    }
                }
            }
        }
        writeRest(entries.count, into: &html)
    }

    private func writeKnown(into html: inout HTMLWriter) {
        guard !plan.known.isEmpty else { return }
        html.element(.h2, text: "There already")
        html.element(.ul, .class("lines")) { html in
            for planned in plan.known.prefix(longestList) {
                html.element(.li) { html in
                    html.element(.p, text: planned.imported.title ?? planned.imported.key)
                    html.element(.p, .class("hint")) { html in
                        html.text("\(planned.imported.place) · ")
                        switch planned.state {
                        case .exists(let slug, let likeness):
                            html.text(likeness == .doi ? "the same DOI as " : "the same address as ")
                            html.element(
                                .a, .href(OfficeRoute.source(slug.description).path), text: slug.description)
                        case .repeats(let position):
                            html.text("the same as \(plan.entries[position].imported.place.inSentence)")
                        case .new, .lacks: break
                        }
                    }
                }
            }
        }
        writeRest(plan.known.count, into: &html)
    }

    private func writeFaults(into html: inout HTMLWriter) {
        guard !plan.lacking.isEmpty || !plan.warnings.isEmpty else { return }
        html.element(.h2, text: "Not taken")
        html.element(
            .p, .class("hint"), text: "Mend these in the text below and look again, or import the others without them.")
        html.element(.ul, .class("lines"), .id("faults")) { html in
            for (planned, errors) in plan.lacking.prefix(longestList) {
                html.element(.li) { html in
                    let entry = planned.imported
                    let name = [entry.key, entry.title ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
                    html.element(.p, text: "\(entry.place)\(name.isEmpty ? "" : ": \(name)")")
                    for error in errors {
                        html.element(.p, .class("hint"), text: "\(Self.name(of: error.field)): \(error.message)")
                    }
                    for warning in entry.warnings { html.element(.p, .class("hint"), text: warning) }
                }
            }
            for warning in plan.warnings.prefix(longestList) {
                html.element(.li) { html in
                    html.element(.p, text: "\(warning.place): \(warning.message)")
                }
            }
        }
        writeRest(max(plan.lacking.count, plan.warnings.count), into: &html)
    }

    private func writeRest(_ count: Int, into html: inout HTMLWriter) {
        guard count > longestList else { return }
        html.element(.p, .class("hint"), text: "And \(count - longestList) more that are not listed here.")
    }

    private static func name(of field: String) -> String {
        switch field {
        case "accessed": "Last read on"
        case "doi": "DOI"
        default: field.prefix(1).uppercased() + field.dropFirst()
        }
    }
}

extension ImportPlace {
    /// As it stands within a sentence.
    var inSentence: String { description.lowercased() }
}
