import Audience
import HTTPSupport
import Kernel
import Markup

/// What somebody gets, and everything that they can do about it.
struct SubscriberPage {
    let subscriber: Subscriber
    let topics: [TopicChoice]
    let token: String
    /// Whether the link was asked for today, so that whoever has it reads the mail of this address.
    let isFresh: Bool
    let notice: String?
    let problem: Problem?

    func write(into html: inout HTMLWriter) {
        html.element(.h1, text: "Your newsletter")
        if let notice { html.element(.p, .class("told"), .role("status"), text: notice) }
        if let problem { html.problem(problem) }
        html.element(.p, .class("intro"), text: standing)
        switch subscriber.state {
        case .active, .paused:
            writeChoices(into: &html)
            writePause(into: &html)
            html.element(.h2, text: "Leave")
            html.element(.p, text: "No further edition comes to you. For a month you can come back.")
            form(.depart(token), isQuiet: true, into: &html) { $0.submit("Leave the newsletter") }
        case .left:
            html.element(.p, text: "Your address is deleted a month after you left. Until then you can come back.")
            form(.resume(token), into: &html) { $0.submit("Send me the newsletter again") }
        case .stopped, .awaiting: break
        }
        writeKept(into: &html)
    }

    private var standing: String {
        let address = isFresh ? subscriber.address.text : Self.masked(subscriber.address)
        return switch subscriber.state {
        case .active, .awaiting: "It comes to \(address)."
        case .paused: "It comes to \(address) again from \(subscriber.resumes?.localDay.written ?? "") on."
        case .left: "Nothing comes to \(address) any more."
        case .stopped:
            "Nothing is sent to \(address): mail to it came back, or was called spam. The editors can allow it again."
        }
    }

    /// Enough to know one’s own address by, and no more.
    static func masked(_ address: EmailAddress) -> String { "\(address.text.prefix(1))…@\(address.host)" }

    private func writeChoices(into html: inout HTMLWriter) {
        html.element(.h2, text: "What comes, and how often")
        form(.yours(token), into: &html) { html in
            SubscriptionForm.writeChoices(
                rhythm: subscriber.rhythm, chosen: subscriber.topics, topics: topics, into: &html)
            html.submit("Keep these choices")
        }
    }

    private func writePause(into html: inout HTMLWriter) {
        guard subscriber.state == .active else {
            html.element(.h2, text: "Your break")
            return form(.resume(token), isQuiet: true, into: &html) { $0.submit("End the break") }
        }
        html.element(.h2, text: "Take a break")
        form(.pause(token), isQuiet: true, into: &html) { html in
            html.element(.fieldset) { html in
                html.element(.legend, text: "For how long")
                for days in SubscriberStore.pauses {
                    html.element(.label, .class("box"), .for("days-\(days)")) { html in
                        html.void(
                            .input, .type("radio"), .id("days-\(days)"), .name("days"), .value(String(days)),
                            days == SubscriberStore.pauses[0] ? .checked : nil)
                        html.text("\(days) days")
                    }
                }
            }
            html.submit("Take a break")
        }
    }

    private func writeKept(into html: inout HTMLWriter) {
        html.element(.h2, text: "What is kept of you")
        guard isFresh else {
            html.element(
                .p,
                text: """
                    Your address, your choices, when you agreed to what, and which editions were sent. To see or delete all of \
                    it, have a new link sent to your address: this one came with an edition, which may have been passed on.
                    """)
            return form(.link(token), isQuiet: true, into: &html) { $0.submit("Send me a new link") }
        }
        html.element(.p) { html in
            html.text("Your address, your choices, when you agreed to what, and which editions were sent: ")
            html.element(.a, .href(SubscriptionRoute.file(token).path), text: "all of it as a file")
            html.text(".")
        }
        form(.erase(token), isQuiet: true, into: &html) { html in
            html.box("I am sure", name: "sure", value: "yes", isTicked: false, id: "sure")
            html.submit("Delete all of it")
        }
    }

    private func form(
        _ route: SubscriptionRoute, isQuiet: Bool = false, into html: inout HTMLWriter,
        content: (inout HTMLWriter) -> Void
    ) {
        html.element(
            .form, .class(isQuiet ? "subscription quiet" : "subscription"), .method("post"), .action(route.path),
            content: content)
    }
}
