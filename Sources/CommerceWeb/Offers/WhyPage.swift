package import Commerce
package import HTTPSupport
package import Kernel
import Markup

/// Says why an advertisement stands on its page: what it asked for, and what of the page agreed.
package struct WhyPage: Sendable {
    private let reasons: OfferReasons
    private let shell: any PageShell
    private let names: @Sendable () async throws -> TargetNames
    private let subject: @Sendable (String) async throws -> PageSubject?
    private let script: String

    /// - Parameters:
    ///   - script: The address of the script that knows what a reader agreed to.
    ///   - names: What sections and topics are called.
    ///   - subject: What the page at a path is about.
    package init(
        reasons: OfferReasons, shell: any PageShell, script: String,
        names: @escaping @Sendable () async throws -> TargetNames,
        subject: @escaping @Sendable (String) async throws -> PageSubject?
    ) {
        self.reasons = reasons
        self.shell = shell
        self.script = script
        self.names = names
        self.subject = subject
    }

    /// A whole document without openings; `nil` for an advertisement that there isn’t.
    ///
    /// - Parameter referrer: The page that it is asked from, as the browser tells it.
    func html(_ creative: Creative, referrer: String?) async throws -> [UInt8]? {
        guard let reason = try await reasons.reason(for: creative) else { return nil }
        let page = referrer.flatMap(path)
        let about = if let page { try await subject(page) } else { PageSubject?.none }
        let context = MatchedContext(targeting: reason.flight.targeting, subject: about, names: try await names())
        return document(reason, context, creative.tag, in: creative.place, page: about == nil ? nil : page)
    }

    /// The path of a page of this site.
    private func path(of referrer: String) -> String? {
        guard referrer.hasPrefix(shell.origin + "/"), referrer.utf8.count <= 2000 else { return nil }
        return String(referrer.dropFirst(shell.origin.count).prefix { $0 != "?" && $0 != "#" })
    }

    private func document(
        _ reason: OfferReasons.Reason, _ context: MatchedContext, _ tag: TagAddress?, in place: Slot.Place,
        page: String?
    ) -> [UInt8] {
        let title = "Why this advertisement?"
        var head = PageHead(title: title, description: "What decided which advertisement stands there.", route: .front)
        head.isListed = false
        var html = HTMLWriter()
        shell.write(head, into: &html) { html in
            html.element(.h1, text: title)
            html.element(.p, .class("intro"), text: Self.summary(reason, isInLetters: !place.isOnPages))
            html.element(.div, .class("body")) { html in
                html.element(.h2, text: "What it asked for")
                if context.lines.isEmpty {
                    html.element(
                        .p,
                        text: place.isOnPages
                            ? "Nothing: it may stand on any page that has room for it."
                            : "Nothing: it may stand in any edition of the newsletter.")
                } else {
                    html.element(.ul) { html in
                        for line in context.lines { html.element(.li, text: line) }
                    }
                }
                if let tag { write(tag, into: &html) }
                html.element(.h2, text: "What was not used")
                html.element(.p, text: Self.unused(reason.flight.targeting, isTag: tag != nil))
                html.element(.p) { html in
                    if let page {
                        html.element(.a, .href(page), text: "Back to the page")
                        html.text(" · ")
                    }
                    html.element(.a, .href(Route.howWeMakeMoney.path), text: "How we make money")
                    html.text(" · ")
                    html.element(.a, .href(Route.partners.path), text: "Everybody who pays us")
                }
            }
        }
        return html.bytes
    }

    /// Where the advertisement comes from, and how to take back what one agreed to.
    private func write(_ tag: TagAddress, into html: inout HTMLWriter) {
        html.element(.h2, text: "Where it comes from")
        html.element(
            .p,
            text: """
                The advertisement itself is a frame from \(tag.host), another company. Your browser asks nothing of it unless \
                you let it; until then one of our own advertisements stands there. If you do, \(tag.host) learns your network \
                address, what your browser tells every site, and that you read a page of ours, but not which. It may keep that, \
                and what happens in the frame, by rules of its own; we see none of it.
                """)
        html.element(
            .p,
            text: """
                Your answer is kept in your browser and nowhere else. Browsers that say that nothing of yours may be shared \
                (Global Privacy Control) are never asked.
                """)
        html.element(.div, .class("frame-choice"), .hidden, .data("data-host", tag.host)) { html in
            html.element(.p, .ariaLive("polite"), .data("data-state", "yes"), .hidden) { html in
                html.text("You let \(tag.host) show its advertisements here.")
            }
            html.element(.p, .ariaLive("polite"), .data("data-state", "no"), .hidden) { html in
                html.text("You asked not to be asked. No frame of another company is loaded.")
            }
            html.element(.p, .ariaLive("polite"), .data("data-state", ""), .hidden) { html in
                html.text("You have not answered yet, so nothing is loaded from \(tag.host).")
            }
            html.element(.p, .class("frame-answers")) { html in
                html.element(.button, .type("button"), .data("data-answer", ""), text: "Take my answer back")
                html.text(" ")
                html.element(.button, .type("button"), .data("data-answer", "no"), text: "Don’t ask me again")
            }
            html.element(.script, .src(script), .async) { _ in }
        }
        html.element(.noscript) { html in
            html.element(.p, text: "Your browser runs no scripts here, so nothing is loaded, and nothing is kept.")
        }
    }

    private static func summary(_ reason: OfferReasons.Reason, isInLetters: Bool) -> String {
        let pays =
            switch reason.flight.pricing {
            case .perThousandViews: "\(reason.advertiser) pays us for each time that it is seen."
            case .perClick: "\(reason.advertiser) pays us for each click."
            case .flat: "\(reason.advertiser) pays us to show it for a while."
            case .commission: "\(reason.advertiser) may pay us a commission on what is bought through it."
            }
        return isInLetters
            ? "\(pays) It stands in every copy of an edition alike, and was not chosen for you."
            : "\(pays) It was chosen for the page that it stands on, and not for you."
    }

    private static func unused(_ targeting: Targeting, isTag: Bool) -> String {
        let unless = isTag ? "let its frame in" : "click"
        let nothing = """
            Nothing about you: we set no cookie, give readers no number, and keep no list of what anybody reads. The \
            advertiser learns nothing of you unless you \(unless).
            """
        guard !targeting.countries.isEmpty else { return nothing }
        return """
            \(nothing) The country is told from your network address by a list on our own server, at the moment of \
            asking, and the address is not kept.
            """
    }
}
