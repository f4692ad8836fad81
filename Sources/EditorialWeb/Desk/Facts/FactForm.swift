import Editorial
import HTTPSupport
import Kernel
import Markup

/// Reads and shows the fields of a fact.
enum FactForm {
    static let dateHint = "Write a year, a month or a day: 2015, 2015-07 or 2015-07-06."

    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func change(_ form: FormBody, source: TypedSource) throws(Problem) -> FactChange {
        var errors: [Problem.FieldError] = []
        let asOf = date(form, &errors)
        let slug = source.slug(&errors)
        guard let asOf, let slug else { throw refused(errors) }
        return FactChange(
            value: text(form, "value"), unit: text(form, "unit").nonEmpty, qualifier: qualifier(form), asOf: asOf,
            source: slug, reason: text(form, "reason"))
    }

    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func description(_ form: FormBody, source: TypedSource) throws(Problem) -> FactDescription {
        var errors: [Problem.FieldError] = []
        let slug = source.slug(&errors)
        let interval = interval(form, &errors)
        guard let slug, let interval else { throw refused(errors) }
        return FactDescription(
            label: text(form, "label"), note: text(form, "note").nonEmpty, source: slug, reviewInterval: interval,
            reason: text(form, "why"))
    }

    /// A fact that is not in the library yet, looked at on `today`.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func fact(_ form: FormBody, source: TypedSource, today: CalendarDay) throws(Problem) -> Fact {
        var errors: [Problem.FieldError] = []
        let label = text(form, "label")
        let typed = text(form, "slug")
        let slug = typed.isEmpty ? SlugMaker.slug(from: label) : Slug(validating: typed)
        if typed.isEmpty, label.isEmpty {
            errors.append(.init(field: "label", message: "This can’t be empty."))
        } else if slug == nil {
            errors.append(
                .init(
                    field: "slug",
                    message: "Write a name of lower-case letters, digits and single hyphens, such as gdp-north."))
        }
        let asOf = date(form, &errors)
        let sourceSlug = source.slug(&errors)
        let interval = interval(form, &errors)
        guard let slug, let asOf, let sourceSlug, let interval else { throw refused(errors) }
        return Fact(
            slug: slug, label: label, value: text(form, "value"), unit: text(form, "unit").nonEmpty,
            qualifier: qualifier(form), asOf: asOf, source: sourceSlug, reviewInterval: interval, reviewed: today,
            note: text(form, "note").nonEmpty)
    }

    private static func text(_ form: FormBody, _ name: String) -> String { TypedText.clean(form[name]).trimmed }

    private static func qualifier(_ form: FormBody) -> Fact.Qualifier? {
        form["qualifier"].isEmpty ? nil : Fact.Qualifier(rawValue: form["qualifier"])
    }

    private static func date(_ form: FormBody, _ errors: inout [Problem.FieldError]) -> PartialDate? {
        let date = PartialDate(text(form, "asOf"))
        if date == nil { errors.append(.init(field: "asOf", message: dateHint)) }
        return date
    }

    private static func interval(_ form: FormBody, _ errors: inout [Problem.FieldError]) -> Int? {
        let days = Int(text(form, "reviewInterval"))
        if days == nil {
            errors.append(.init(field: "reviewInterval", message: "Write a number of days, such as 365."))
        }
        return days
    }

    private static func refused(_ errors: [Problem.FieldError]) -> Problem {
        Problem(
            .invalid, slug: "fact-invalid", title: "The fact can’t be saved", detail: errors.first?.message ?? "",
            fieldErrors: errors)
    }

    /// The fields of a value.
    static func write(_ values: FormBody, _ sources: [Source], _ state: FormState, into html: inout HTMLWriter) {
        html.element(.div, .class("pair")) { html in
            html.choice(
                "How exact", name: "qualifier", value: values["qualifier"],
                options: [("", "exactly, or as the source says")]
                    + Fact.Qualifier.allCases.map { ($0.rawValue, $0.rawValue) }, state: state)
            html.textField(
                "Value", name: "value", value: values["value"],
                hint: "A plain number, such as 27000 or 8.849, or a few words.", state: state, .required)
            html.textField("Unit", name: "unit", value: values["unit"], state: state)
            html.textField(
                "As of", name: "asOf", value: values["asOf"],
                hint: "A year, a month or a day: 2015, 2015-07 or 2015-07-06.",
                state: state, .required)
        }
        writeSource(values, state, id: "field-source", into: &html)
        html.raw("<datalist id=\"sources\">")
        for source in sources.prefix(500) {
            html.element(.option, .value(source.slug.description), text: source.title)
        }
        html.raw("</datalist>")
    }

    /// Where the value stands; the list that it offers is written with the fields of a value.
    static func writeSource(_ values: FormBody, _ state: FormState, id: String, into html: inout HTMLWriter) {
        html.field(
            "Source", name: "source", hint: "By its name, or words of its title.", state: state, id: id
        ) { html, id, description, invalid in
            html.void(
                .input, .id(id), .name("source"), .value(values["source"]), description, invalid, .list("sources"),
                .data("data-search", OfficeRoute.sourceSearch.path), .autocomplete("off"), .required,
                .spellcheck("false"))
        }
    }

    /// What is measured.
    static func writeLabel(_ values: FormBody, _ state: FormState, into html: inout HTMLWriter) {
        html.textField(
            "Label", name: "label", value: values["label"],
            hint: "What is measured, such as “GDP per head, North Korea”.", state: state, .required)
    }

    /// What is said beside the value, and when somebody looks at it again.
    static func writeDescription(_ values: FormBody, _ state: FormState, into html: inout HTMLWriter) {
        html.textField(
            "Look again after so many days", name: "reviewInterval", value: values["reviewInterval"],
            hint: "Counted from the last day of its date, or from when somebody last looked.", state: state,
            .inputmode("numeric"), .required)
        html.textArea(
            "Note", name: "note", value: values["note"], rows: 2,
            hint: "For readers, such as how a figure was counted; may be empty.", state: state)
    }

    /// A fact's present value as a form holds it.
    static func values(_ fact: Fact) -> FormBody {
        FormBody(fields: [
            .init(name: "qualifier", value: fact.qualifier?.rawValue ?? ""), .init(name: "value", value: fact.value),
            .init(name: "unit", value: fact.unit ?? ""), .init(name: "asOf", value: fact.asOf.description),
            .init(name: "source", value: fact.source.description), .init(name: "label", value: fact.label),
            .init(name: "reviewInterval", value: String(fact.reviewInterval)),
            .init(name: "note", value: fact.note ?? ""),
        ])
    }
}

/// A source that somebody named by its slug or by words of its title.
enum TypedSource {
    case known(Slug)
    /// Why it names none, or not one alone.
    case unclear(String)

    func slug(_ errors: inout [Problem.FieldError]) -> Slug? {
        switch self {
        case .known(let slug): return slug
        case .unclear(let message):
            errors.append(.init(field: "source", message: message))
            return nil
        }
    }
}
