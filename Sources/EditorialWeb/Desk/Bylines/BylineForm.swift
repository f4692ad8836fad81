import Editorial
import HTTPSupport
import Kernel
import Markup

/// Reads and shows the fields of a byline.
enum BylineForm {
    static func person(_ form: FormBody, slug: Slug) -> Person {
        Person(
            slug: slug, name: TypedText.line(form["name"]), role: TypedText.line(form["role"]),
            biography: TypedText.clean(form["biography"]).trimmed)
    }

    static func values(_ person: Person) -> FormBody {
        FormBody(fields: [
            .init(name: "name", value: person.name), .init(name: "role", value: person.role),
            .init(name: "biography", value: person.biography),
        ])
    }

    static func write(_ values: FormBody, _ state: FormState, into html: inout HTMLWriter) {
        html.textField(
            "Name", name: "name", value: values["name"], hint: "As it stands above articles.", state: state, .required,
            .maxlength(100), .autocomplete("off"))
        html.textField(
            "Role", name: "role", value: values["role"], hint: "Such as Writer, or Fact-checker until 2025.",
            state: state, .required, .maxlength(100), .autocomplete("off"))
        html.textArea(
            "Biography", name: "biography", value: values["biography"], rows: 6,
            hint: "Markdown, a few sentences: what qualifies this person to write here.", state: state)
    }

    static func use(_ counted: CountedPerson) -> String {
        switch counted.articles {
        case 0: "on no article"
        case 1: "on one article"
        default: "on \(counted.articles) articles"
        }
    }
}
