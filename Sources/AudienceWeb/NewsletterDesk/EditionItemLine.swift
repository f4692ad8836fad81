import Audience
import HTTPSupport
import Kernel
import Markup

/// One thing that an edition tells, with the buttons that move it.
struct EditionItemLine {
    let item: EditionItem
    let topics: [Slug: String]
    /// Its place on the page.
    let index: Int
    /// How many are in the edition.
    let count: Int

    private static let mostTopics = 4

    func write(isTaken: Bool, into html: inout HTMLWriter) {
        html.element(.li, .id("item-\(index)"), .class("edition-item")) { html in
            html.void(
                .input, .type("hidden"), .name(isTaken ? EditionForm.itemField : "left"), .value(item.formName))
            writeWords(into: &html)
            html.element(.div, .class("moves")) { html in
                button(.up, "Up", isShown: isTaken, isOff: index == 0, into: &html)
                button(.down, "Down", isShown: isTaken, isOff: index >= count - 1, into: &html)
                button(.leaveOut, "Leave out", isShown: isTaken, isOff: false, into: &html)
                button(.takeIn, "Take in", isShown: !isTaken, isOff: false, into: &html)
            }
        }
    }

    func writeStill(into html: inout HTMLWriter) {
        html.element(.li, .class("edition-item")) { writeWords(into: &$0) }
    }

    private func writeWords(into html: inout HTMLWriter) {
        html.element(.div, .class("edition-words")) { html in
            html.element(.p, .class("hint")) { html in
                html.element(.strong, text: item.part.heading)
                if !item.topics.isEmpty { html.text(" · \(topicList)") }
            }
            html.element(.p, .class("line-title"), text: item.title)
            if !item.summary.isEmpty { html.element(.p, text: item.summary.beginning(220)) }
            if let correction = item.correction {
                html.element(.p) { $0.element(.em, text: "Correction: \(correction)") }
            }
            html.element(.p, .class("hint")) { html in
                html.element(.a, .href(PercentEncoding.ascii(item.path))) { html in
                    html.text("Read it")
                    html.element(.span, .class("visually-hidden"), text: ": \(item.title)")
                }
                if !credit.isEmpty { html.text(" · \(credit)") }
            }
        }
    }

    /// Who wrote it, as it goes on in a line; a letter sets a dash before whoever is quoted.
    private var credit: String {
        guard case .comment = item.part, !item.note.isEmpty else { return item.credit }
        return "By \(item.note)"
    }

    private var topicList: String {
        let names = item.topics.map { topics[$0] ?? Self.words(of: $0) }.sorted()
        let more = names.count > Self.mostTopics ? " and \(names.count - Self.mostTopics) more" : ""
        return names.prefix(Self.mostTopics).joined(separator: ", ") + more
    }

    /// What a topic was called that is no more, as near as its address tells.
    private static func words(of topic: Slug) -> String {
        let words = topic.description.replacing("-", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// The button that can’t be used stays where it is, so that the others don’t move under the pointer.
    private func button(
        _ step: EditionForm.Step, _ word: String, isShown: Bool, isOff: Bool, into html: inout HTMLWriter
    ) {
        html.element(
            .button, .name(EditionForm.stepField), .value("\(step.rawValue) \(item.formName)"),
            .data("data-step", step.rawValue), isShown ? nil : .hidden, isOff ? .disabled : nil
        ) { html in
            html.text(word)
            html.element(.span, .class("visually-hidden"), text: ": \(item.title)")
        }
    }
}
