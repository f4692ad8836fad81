import Editorial
import HTTPSupport
import Kernel
import Markup

/// Reads and shows the fields of a fact.
enum FactForm {
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func change(_ form: FormBody) throws(Problem) -> FactChange {
        var errors: [Problem.FieldError] = []
        let asOf = PartialDate(form["asOf"].trimmed)
        if asOf == nil {
            errors.append(.init(field: "asOf", message: "Write a year, a month or a day: 2015, 2015-07 or 2015-07-06."))
        }
        let source = Slug(validating: form["source"].trimmed)
        if source == nil { errors.append(.init(field: "source", message: "Name a source by its slug.")) }
        let qualifier = form["qualifier"].isEmpty ? nil : Fact.Qualifier(rawValue: form["qualifier"])
        guard let asOf, let source else {
            throw Problem(
                .invalid, slug: "fact-invalid", title: "The fact can’t be saved", detail: errors[0].message,
                fieldErrors: errors)
        }
        return FactChange(
            value: form["value"].trimmed, unit: form["unit"].trimmed.nonEmpty, qualifier: qualifier, asOf: asOf,
            source: source, reason: TypedText.clean(form["reason"]).trimmed)
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
        html.textField(
            "Source", name: "source", value: values["source"], hint: "By its slug; begin to type its title.",
            state: state, .list("sources"), .required, .spellcheck("false"))
        html.raw("<datalist id=\"sources\">")
        for source in sources.prefix(500) {
            html.element(.option, .value(source.slug.description), text: source.title)
        }
        html.raw("</datalist>")
    }

    /// A fact's present value as a form holds it.
    static func values(_ fact: Fact) -> FormBody {
        FormBody(fields: [
            .init(name: "qualifier", value: fact.qualifier?.rawValue ?? ""), .init(name: "value", value: fact.value),
            .init(name: "unit", value: fact.unit ?? ""), .init(name: "asOf", value: fact.asOf.description),
            .init(name: "source", value: fact.source.description),
        ])
    }
}

extension String {
    /// Without white space at its ends.
    var trimmed: String { String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }

    /// `nil` when there is nothing in it.
    var nonEmpty: String? { isEmpty ? nil : self }
}
