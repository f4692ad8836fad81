import Commerce
import HTTPSupport
import Kernel
import Markup

extension HTMLWriter {
    /// What happened to something, the newest first.
    mutating func history(_ events: [CommerceEvent], namesSubjects: Bool = false) {
        guard !events.isEmpty else { return element(.p, .class("empty"), text: "Nothing has been changed yet.") }
        element(.ul, .class("lines")) { html in
            for event in events {
                html.element(.li) { html in
                    html.element(.p) { html in
                        html.element(
                            .time, .datetime(event.at.rfc3339),
                            text: Zone.current.reading(of: event.at).written)
                        html.text(" · \(event.name) \(event.action.phrase)")
                        if namesSubjects {
                            html.text(" the \(event.kind.word) ")
                            html.element(.a, .href(event.route.path), text: event.title)
                        }
                    }
                    if !namesSubjects, !event.detail.isEmpty {
                        html.element(.p, .class("quoted"), text: event.detail)
                    }
                }
            }
        }
    }

    /// The published pages where something applies.
    mutating func uses(_ uses: LinkCensus.Uses) {
        guard !uses.pages.isEmpty else {
            return element(.p, .class("empty"), text: "No published article has such a link at present.")
        }
        element(.p, text: "\(uses.summary).")
        element(.ul, .class("lines")) { html in
            for page in uses.pages.prefix(100) {
                html.element(.li) { html in
                    html.element(.p, .class("line-title")) { $0.element(.a, .href(page.path), text: page.title) }
                }
            }
        }
    }

    /// A form that is folded away until it is wanted, or has faults.
    mutating func folded(_ summary: String, isOpen: Bool, content: (inout HTMLWriter) -> Void) {
        element(.details, .class("folded"), isOpen ? .open : nil) { html in
            html.element(.summary, text: summary)
            content(&html)
        }
    }
}

extension LinkCensus.Uses {
    /// “3 links in 2 articles”.
    var summary: String {
        guard links > 0 else { return "in no article at present" }
        let words = links == 1 ? "one link" : "\(links) links"
        return "\(words) in \(pages.count == 1 ? "one article" : "\(pages.count) articles")"
    }
}

extension CommerceEvent {
    /// Where what it happened to is shown.
    var route: OfficeRoute {
        switch kind {
        case .partner: .partner(subject)
        case .programme: .programme(subject)
        case .rule: .merchantRule(subject)
        case .link: .affiliateLink(subject)
        }
    }
}

extension CommerceEvent.Kind {
    var word: String { rawValue }
}

extension CommerceEvent.Action {
    var phrase: String {
        switch self {
        case .started: "added"
        case .changed: "changed"
        case .ended: "ended"
        }
    }
}

/// Reads the fields of a form, and gathers what is wrong with them.
struct FormReading {
    let form: FormBody
    private(set) var errors: [Problem.FieldError] = []

    init(_ form: FormBody) { self.form = form }

    /// Without white space at its ends.
    func text(_ name: String) -> String {
        let text = form[name].drop(while: \.isWhitespace)
        return String(text.reversed().drop(while: \.isWhitespace).reversed())
    }

    mutating func day(_ name: String) -> CalendarDay? {
        let text = text(name)
        guard !text.isEmpty else { return nil }
        let day = CalendarDay(text)
        if day == nil { errors.append(.init(field: name, message: "Write a day as 2026-11-25.")) }
        return day
    }

    mutating func neededDay(_ name: String) -> CalendarDay {
        let day = day(name)
        if day == nil, text(name).isEmpty { errors.append(.init(field: name, message: "The day is missing.")) }
        return day ?? CalendarDay(daysSince1970: 0)
    }

    mutating func identifier<Owner>(_ name: String, of owner: Owner.Type, at now: Timestamp) -> Identifier<Owner> {
        if let identifier = Identifier<Owner>(text(name)) { return identifier }
        errors.append(.init(field: name, message: "Choose one."))
        return Identifier<Owner>(at: now)
    }

    mutating func slug(_ name: String) -> Slug? {
        let slug = Slug(validating: text(name))
        if slug == nil {
            errors.append(
                .init(field: name, message: "Use lower-case letters, digits and single hyphens, such as atlas-books."))
        }
        return slug
    }

    func check(title: String) throws(Problem) {
        guard let first = errors.first else { return }
        throw Problem(.invalid, slug: "form-faults", title: title, detail: first.message, fieldErrors: errors)
    }
}
