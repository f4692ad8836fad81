import Editorial
import HTTPSupport
import Markup

/// Reads what was typed into the editor.
enum ManuscriptForm {
    /// The text of a form; lists are there several times, or have an entry a line.
    static func text(_ form: FormBody) -> ManuscriptText {
        var text = ManuscriptText()
        text.slug = line(form["slug"])
        text.kind = line(form["kind"])
        text.title = line(form["title"])
        text.description = line(form["description"])
        text.answer = TypedText.clean(form["answer"])
        text.body = TypedText.clean(form["body"])
        text.about = line(form["about"])
        text.section = line(form["section"])
        text.topics = list(form, "topics")
        text.authors = list(form, "authors")
        text.reviewers = list(form, "reviewers")
        text.facts = list(form, "facts")
        text.related = list(form, "related")
        return text
    }

    /// The fields as a form holds them.
    static func fields(_ text: ManuscriptText) -> [(name: String, value: String)] {
        [
            ("slug", text.slug), ("kind", text.kind), ("title", text.title), ("description", text.description),
            ("answer", text.answer), ("body", text.body), ("about", text.about), ("section", text.section),
            ("topics", text.topics.joined(separator: "\n")), ("authors", text.authors.joined(separator: "\n")),
            ("reviewers", text.reviewers.joined(separator: "\n")), ("facts", text.facts.joined(separator: "\n")),
            ("related", text.related.joined(separator: "\n")),
        ]
    }

    private static func line(_ text: String) -> String {
        TypedText.clean(text).replacing("\n", with: " ").replacing("\t", with: " ")
    }

    private static func list(_ form: FormBody, _ name: String) -> [String] {
        var seen: Set<String> = []
        return form.all(name).flatMap { $0.split(whereSeparator: \.isNewline) }
            .map { String(TypedText.clean(String($0)).filter { !$0.isWhitespace }) }
            .filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}
