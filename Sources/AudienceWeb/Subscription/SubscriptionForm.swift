package import Audience
import HTTPSupport
package import Kernel
package import Markup

/// A topic that readers may choose.
package struct TopicChoice: Sendable, Hashable {
    package let slug: Slug
    package let name: String

    package init(slug: Slug, name: String) {
        self.slug = slug
        self.name = name
    }
}

/// The form by which somebody asks for the newsletter.
package enum SubscriptionForm {
    /// A field that people don’t see, and programs fill in.
    static let trap = "website"
    static let longestPage = 300
    /// While the publisher has the newsletter switched off.
    static let none = Problem(
        .conflict, slug: "newsletter-off", title: "There is no newsletter",
        detail: "This site sends no newsletter at present, so nobody can sign up for it.")

    /// The short one at the foot of every page; it is the same for everybody.
    ///
    /// - Parameter page: The path of the page that it stands on.
    package static func writeShort(page: String, into html: inout HTMLWriter) {
        html.element(
            .form, .class("sign-up"), .method("post"), .action(Route.newsletter.path)
        ) { html in
            html.element(.label, .for("sign-up-address"), text: "The newsletter, by mail")
            html.void(
                .input, .id("sign-up-address"), .name("address"), .type("email"), .autocomplete("email"), .required,
                .maxlength(EmailAddress.longest))
            html.element(.button, text: "Sign up")
            writeHidden(page: page, into: &html)
            html.element(.p, .class("note")) { html in
                html.text("Nothing is sent before you confirm it. ")
                html.element(.a, .href(Route.newsletter.path), text: "What it is, and choices")
            }
        }
    }

    static func write(_ values: FormBody, topics: [TopicChoice], problem: Problem?, into html: inout HTMLWriter) {
        let state = FormState(errors: problem?.fieldErrors ?? [])
        html.element(.form, .class("subscription"), .method("post"), .action(Route.newsletter.path)) { html in
            html.textField(
                "E-mail address", name: "address", value: String(values["address"].prefix(300)), state: state,
                .type("email"), .autocomplete("email"), .required, .maxlength(EmailAddress.longest))
            writeChoices(
                rhythm: Rhythm(rawValue: values["rhythm"]) ?? .daily,
                chosen: Set(values.all("topic").compactMap { Slug(validating: $0) }), topics: topics, into: &html)
            writeHidden(page: Route.newsletter.path, into: &html)
            html.element(.p, .class("note"), text: ConsentWording.current.text)
            html.submit("Sign up")
        }
    }

    static func writeChoices(
        rhythm: Rhythm, chosen: Set<Slug>, topics: [TopicChoice], into html: inout HTMLWriter
    ) {
        html.element(.fieldset) { html in
            html.element(.legend, text: "How often")
            for choice in Rhythm.allCases {
                html.element(.label, .class("box"), .for("rhythm-\(choice.rawValue)")) { html in
                    html.void(
                        .input, .type("radio"), .id("rhythm-\(choice.rawValue)"), .name("rhythm"),
                        .value(choice.rawValue), choice == rhythm ? .checked : nil)
                    html.text(choice.words)
                }
            }
        }
        guard !topics.isEmpty else { return }
        html.element(.fieldset) { html in
            html.element(.legend, text: "About what")
            html.element(.p, .class("note"), text: "Everything, if you choose nothing.")
            html.element(.div, .class("choices")) { html in
                for topic in topics {
                    html.box(
                        topic.name, name: "topic", value: topic.slug.description,
                        isTicked: chosen.contains(topic.slug), id: "topic-\(topic.slug)")
                }
            }
        }
    }

    private static func writeHidden(page: String, into html: inout HTMLWriter) {
        html.void(.input, .type("hidden"), .name("page"), .value(page))
        html.element(.span, .class("visually-hidden"), .ariaHidden("true")) { html in
            html.element(.label, .for("sign-up-\(trap)"), text: "Leave this empty")
            html.void(
                .input, .id("sign-up-\(trap)"), .name(trap), .type("text"), .tabindex(-1), .autocomplete("off"))
        }
    }

    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used.
    static func signUp(_ form: FormBody, topics: [TopicChoice]) throws(Problem) -> SignUp {
        let text = String(form["address"].filter { !$0.isWhitespace }.prefix(EmailAddress.longest + 1))
        guard let address = EmailAddress(text) else {
            let message = "Write an address such as ann@example.org."
            throw Problem(
                .invalid, slug: "address-invalid", title: "That is no e-mail address", detail: message,
                fieldErrors: [.init(field: "address", message: message)])
        }
        let choices = try choices(form, topics: topics)
        let page = form["page"]
        // Whatever else is written there was not written by our pages.
        let isPath = page.hasPrefix("/") && page.utf8.count <= longestPage && page.utf8.allSatisfy { $0 > 0x20 }
        return SignUp(
            address: address, rhythm: choices.rhythm, topics: choices.topics,
            page: isPath ? page : Route.newsletter.path)
    }

    static func choices(
        _ form: FormBody, topics: [TopicChoice]
    ) throws(Problem) -> (rhythm: Rhythm, topics: Set<Slug>) {
        let known = Set(topics.map(\.slug))
        let chosen = Set(form.all("topic").compactMap { Slug(validating: $0) })
        let rhythm = form.has("rhythm") ? Rhythm(rawValue: form["rhythm"]) : .daily
        guard let rhythm, chosen.count == Set(form.all("topic")).count, chosen.isSubset(of: known) else {
            throw Problem(
                .invalid, slug: "choices-invalid", title: "That can’t be chosen",
                detail: "A topic of the form is gone, or the form was changed. Choose again.")
        }
        return (rhythm, chosen)
    }
}

extension Rhythm {
    /// As a choice on a form.
    package var words: String {
        switch self {
        case .daily: "Every day on which there is something new"
        case .weekly: "Once a week"
        }
    }
}
