import Editorial
import HTTPSupport
import Kernel
import Markup

/// Reads and shows the fields of a source.
enum SourceForm {
    /// Reads a source as far as its fields can be read.
    ///
    /// - Parameters:
    ///   - slug: Its name when it has one already; otherwise the form gives it, or it is made of the title.
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func source(_ form: FormBody, slug known: Slug?) throws(Problem) -> Source {
        var errors: [Problem.FieldError] = []
        func text(_ name: String) -> String { TypedText.clean(form[name]).trimmed }
        let title = text("title")
        var slug = known
        if known == nil {
            let typed = text("slug")
            slug = typed.isEmpty ? SlugMaker.slug(from: title) : Slug(validating: typed)
            if typed.isEmpty, title.isEmpty {
                errors.append(.init(field: "title", message: "This can’t be empty."))
            } else if slug == nil {
                errors.append(
                    .init(
                        field: "slug",
                        message: "Write a name of lower-case letters, digits and single hyphens, such as unhcr-2014."))
            }
        }
        let published = text("published").nonEmpty.map { PartialDate($0) }
        if case .some(.none) = published { errors.append(.init(field: "published", message: FactForm.dateHint)) }
        let accessed = CalendarDay(text("accessed"))
        if accessed == nil {
            errors.append(.init(field: "accessed", message: "Write a day, such as 2015-07-06."))
        }
        let doi = text("doi").nonEmpty
        guard let slug, let accessed, errors.isEmpty else {
            throw Problem(
                .invalid, slug: "source-invalid", title: "The source can’t be saved",
                detail: errors.first?.message ?? "", fieldErrors: errors)
        }
        return Source(
            slug: slug, title: title, author: text("author").nonEmpty, publisher: text("publisher"),
            published: published ?? nil, address: text("address"), accessed: accessed,
            doi: doi.map { Source.doi($0) ?? $0 })
    }

    /// The fields but the name.
    static func write(_ values: FormBody, _ state: FormState, into html: inout HTMLWriter) {
        html.textField("Title", name: "title", value: values["title"], state: state, .required)
        html.element(.div, .class("pair")) { html in
            html.textField(
                "Author", name: "author", value: values["author"], hint: "As readers are to see it; may be empty.",
                state: state)
            html.textField(
                "Publisher", name: "publisher", value: values["publisher"],
                hint: "Who answers for it: a paper, an office, a journal.", state: state, .required)
        }
        html.textField(
            "Address", name: "address", value: values["address"], state: state, .type("url"), .required,
            .spellcheck("false"))
        html.element(.div, .class("pair")) { html in
            html.textField(
                "Published", name: "published", value: values["published"], hint: "A year, a month or a day, if known.",
                state: state)
            html.textField(
                "Last read on", name: "accessed", value: values["accessed"], hint: "The day on which you saw it there.",
                state: state, .type("date"), .required)
            html.textField(
                "DOI", name: "doi", value: values["doi"], hint: "Such as 10.1000/182, if it has one.", state: state,
                .spellcheck("false"))
        }
    }

    /// A source as a form holds it.
    static func values(_ source: Source) -> FormBody {
        FormBody(fields: [
            .init(name: "title", value: source.title), .init(name: "author", value: source.author ?? ""),
            .init(name: "publisher", value: source.publisher), .init(name: "address", value: source.address),
            .init(name: "published", value: source.published?.description ?? ""),
            .init(name: "accessed", value: source.accessed.description), .init(name: "doi", value: source.doi ?? ""),
        ])
    }
}
