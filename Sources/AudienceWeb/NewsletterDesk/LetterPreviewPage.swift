import Audience
import HTTPSupport
import Kernel
import Markup

/// The letter as a subscriber gets it: on a telephone, on a computer, and as text.
struct LetterPreviewPage {
    let edition: Edition
    /// `nil` when there is none for such a subscriber.
    let letter: SampleLetter?
    let topics: [TopicChoice]
    let view: LetterView
    /// The other edition of the same day.
    let other: Edition.ID?
    let member: StaffMember
    let now: Timestamp

    private static let widths: [(name: String, style: String, width: Int)] = [
        ("On a telephone", "letter-phone", 360), ("On a computer", "letter-computer", 600),
    ]
    /// From so much of what programs cut off on, one should know.
    private static let warning = EditionLetter.longest * 9 / 10

    private var id: String { edition.id.description }

    var page: OfficePage {
        OfficePage(
            title: "\(edition.title), preview", area: .keeping(member), place: .newsletterDesk, isWide: true
        ) { html in
            EditionHead(edition: edition, current: .preview, now: now).write(into: &html)
            writeChoices(into: &html)
            guard let letter else {
                return html.element(
                    .p, .class("empty"),
                    text: "Somebody who chose this topic gets no mail: nothing in this edition is news about it.")
            }
            writeSize(of: letter, into: &html)
            html.element(.div, .class("letters")) { html in
                for width in Self.widths { writeFrame(width.name, width.style, width.width, into: &html) }
            }
            html.element(.h2, text: "As plain text")
            html.element(
                .pre, .class("letter-text"), .tabindex(0), .ariaLabel("The letter as plain text"), text: letter.text)
        }
    }

    private func writeChoices(into html: inout HTMLWriter) {
        html.element(.form, .class("filter"), .method("get"), .action(OfficeRoute.editionPreview(id).path)) { html in
            html.choice(
                "For a subscriber who wants", name: "topic", value: view.topic?.description ?? "",
                options: [("", "Everything")] + topics.map { ($0.slug.description, $0.name) }, state: FormState())
            html.choice(
                "In a program that is", name: "look", value: view.isDark ? "dark" : "light",
                options: [("light", "Light"), ("dark", "Dark")], state: FormState())
            html.element(.button, text: "Show")
        }
        guard let other else { return }
        html.element(.p, .class("hint")) { html in
            html.text("This is what those get who read \(edition.id.rhythm.adjective). ")
            html.element(
                .a, .href(OfficeRoute.editionPreview(other.description).path + view.query),
                text: "Show the \(other.rhythm.adjective) edition of the same day")
        }
    }

    private func writeSize(of letter: SampleLetter, into html: inout HTMLWriter) {
        let size = letter.html.utf8.count
        html.element(.p, .class("letter-subject")) { html in
            html.element(.strong, text: letter.subject)
            html.element(.span, .class("hint"), text: " · \(Self.kilobytes(size)) as HTML")
        }
        guard size >= Self.warning else { return }
        html.element(.div, .class("problem")) { html in
            html.element(.p) { html in
                html.element(
                    .strong,
                    text: size >= EditionLetter.longest
                        ? "Gmail will cut its end off" : "It is nearly so long that Gmail cuts its end off")
            }
            html.element(
                .p,
                text: """
                    Mail of more than \(Self.kilobytes(EditionLetter.longest)) is shown in part, without the link to leave. \
                    Leave something out, or shorten the introduction.
                    """)
        }
    }

    private func writeFrame(_ name: String, _ style: String, _ width: Int, into html: inout HTMLWriter) {
        html.element(.section, .class("letter")) { html in
            html.element(.h2, text: "\(name), \(width) pixels")
            html.element(
                .div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel("\(name), preview")
            ) { html in
                html.element(
                    .iframe, .class("device \(style) \(view.isDark ? "dark" : "light")"),
                    .src(OfficeRoute.editionLetter(id).path + view.query),
                    .title("\(name), the letter"), .sandbox("")
                ) { _ in }
            }
        }
    }

    private static func kilobytes(_ count: Int) -> String { "\((count + 500) / 1000)\u{A0}kB" }
}
