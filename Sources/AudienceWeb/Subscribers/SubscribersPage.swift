import Audience
import HTTPSupport
import Kernel
import Markup

/// Subscribers as the publisher sees them: figures, and one at a time by the address.
struct SubscribersPage {
    /// What is known of an address that was asked for.
    struct Found {
        let address: String
        let standing: SuppressionStore.Standing
    }

    let counts: [Subscriber.State: Int]
    let unread: Int
    let typed: FormBody
    let found: Found?
    let report: (report: SubscriberImport.Report, isTrial: Bool)?
    let token: String
    let problem: Problem?

    private static let mostFaults = 50

    private var state: FormState { FormState(values: typed, errors: problem?.fieldErrors ?? []) }

    var page: OfficePage {
        OfficePage(title: "Subscribers", area: .publisher, place: .subscribers) { html in
            html.element(.h1, text: "Subscribers")
            SubscriberPlaces(current: .subscribers, unread: unread).write(into: &html)
            if let problem { html.problem(problem) }
            if let report { write(report.report, isTrial: report.isTrial, into: &html) }
            writeCounts(into: &html)
            writeSearch(into: &html)
            writeImport(into: &html)
        }
    }

    private func writeCounts(into html: inout HTMLWriter) {
        html.element(.dl, .class("facts")) { html in
            for state in Subscriber.State.allCases {
                html.element(.dt, text: state.heading)
                html.element(.dd, text: String(counts[state] ?? 0))
            }
        }
        html.element(.p, .class("pages")) { html in
            html.element(.a, .href(OfficeRoute.subscriberFile.path), text: "Save as CSV")
        }
    }

    private func writeSearch(into html: inout HTMLWriter) {
        html.element(.h2, text: "Look an address up")
        html.element(
            .p, .class("hint"), text: "When somebody writes to you about their mail. Looking changes nothing.")
        html.form(.subscriberSearch, token: token) { html in
            html.textField(
                "E-mail address", name: "address", value: String(typed["address"].prefix(300)), state: state,
                .type("email"), .autocomplete("off"), .required, .maxlength(EmailAddress.longest))
            html.submit("Look it up")
        }
        guard let found else { return }
        html.element(.p, .class("notice"), .role("status")) { html in
            html.text("\(found.address): \(found.standing.words)")
        }
        let isStopped = found.standing.suppression != nil
        html.form(isStopped ? .subscriberAllow : .subscriberStop, token: token) { html in
            html.void(.input, .type("hidden"), .name("address"), .value(found.address))
            if isStopped {
                html.textField(
                    "Why", name: "why", value: String(typed["why"].prefix(SuppressionStore.longestReason)),
                    hint: "It stays on record.", state: state, .required, .maxlength(SuppressionStore.longestReason))
            }
            html.submit(isStopped ? "Allow mail to it again" : "Send nothing more to it")
        }
    }

    private func writeImport(into html: inout HTMLWriter) {
        html.element(.h2, text: "Import")
        html.element(
            .p, .class("hint"),
            text: """
                A table as CSV with a line of headings: address, and where there are such columns, consented, rhythm, topics, page \
                and state. Whoever left here stays away, whatever the table says. What is there already is left as it is.
                """)
        html.form(.subscriberImport, token: token, .enctype("multipart/form-data")) { html in
            html.field("File", name: "file", state: state) { html, id, description, invalid in
                html.void(
                    .input, .id(id), .name("file"), .type("file"), .accept(".csv,text/csv"), description, invalid)
            }
            html.textArea(
                "Or the table itself", name: "table", value: String(typed["table"].prefix(100_000)), rows: 4,
                state: state)
            html.textField(
                "Since when they agree", name: "consented", value: String(typed["consented"].prefix(20)),
                hint: "For rows that don’t say it themselves, such as 2024-05-01. Without it, such rows are refused.",
                state: state, .inputmode("numeric"), .autocomplete("off"))
            html.box(
                "Only show what would happen", name: "trial", value: "yes",
                isTicked: typed.fields.isEmpty || typed["trial"] == "yes" || !typed.has("table"), id: "trial")
            html.submit("Import")
        }
    }

    private func write(_ report: SubscriberImport.Report, isTrial: Bool, into html: inout HTMLWriter) {
        html.element(.div, .class("notice"), .role("status")) { html in
            html.element(.p) { $0.element(.strong, text: isTrial ? "Nothing was imported yet" : "Imported") }
            html.element(
                .p,
                text: """
                    \(report.rows) rows: \(report.added) added, \(report.known) here already, \(report.suppressed) stay away, \
                    \(report.excluded) left elsewhere and are kept away here, \(report.refused) refused.
                    """)
            guard !report.faults.isEmpty else { return }
            html.element(.ul) { html in
                for fault in report.faults.prefix(Self.mostFaults) {
                    html.element(.li, .dir("auto"), text: "Line \(fault.line): \(fault.reason)")
                }
            }
            if report.refused > Self.mostFaults { html.element(.p, text: "… and more like these.") }
        }
    }
}

extension Subscriber.State {
    /// As a heading of figures.
    fileprivate var heading: String {
        switch self {
        case .awaiting: "Not confirmed yet"
        case .active: "Get the newsletter"
        case .paused: "Take a break"
        case .left: "Left within a month"
        case .stopped: "Can’t be reached"
        }
    }
}

extension SuppressionStore.Standing {
    /// What is known of an address, in a sentence.
    fileprivate var words: String {
        let subscription =
            switch state {
            case nil: "nobody has subscribed with it."
            case .awaiting: "somebody signed up with it and has not confirmed."
            case .active: "gets the newsletter."
            case .paused: "takes a break."
            case .left: "has left."
            case .stopped: "gets nothing."
            }
        guard let suppression else { return subscription }
        let source = suppression.source.isEmpty ? "" : " (\(suppression.source))"
        return "\(subscription) \(suppression.reason.words)\(source), \(suppression.made.localDay.written)."
    }
}

extension Suppression.Reason {
    /// Why nothing is sent, in a sentence without its full stop.
    var words: String {
        switch self {
        case .left: "They left, and come back only by their own confirmation"
        case .erased: "They had everything deleted, and come back only by their own confirmation"
        case .bounced: "Mail to it came back"
        case .complained: "A mail was called spam"
        case .staff: "Somebody of the staff stopped it"
        }
    }
}
