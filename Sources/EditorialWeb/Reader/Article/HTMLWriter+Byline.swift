import Editorial
import HTTPSupport
import Markup

extension HTMLWriter {
    /// Who wrote or reviewed something, with links to their pages.
    mutating func byline(_ part: BylineRole, _ people: [Person]) {
        text(part == .wrote ? "Written by " : "Reviewed by ")
        for (index, person) in people.enumerated() {
            if index > 0 { text(index == people.count - 1 ? " and " : ", ") }
            element(
                .a, part == .wrote ? .rel("author") : nil, .href(Route.person(person.slug).path), text: person.name)
        }
    }
}
