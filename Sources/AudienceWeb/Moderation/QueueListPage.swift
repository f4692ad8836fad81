import Audience
import HTTPSupport
import Kernel
import Markup

/// Comments in a list: what waits, the riskiest first, or what was looked for.
struct QueueListPage {
    let address: QueueAddress
    let comments: QueuePage
    let articles: [ArticleID: ModeratedArticle]
    let figures: ModerationHistory.Figures
    /// What its reader decided last.
    let last: [ModerationAction]
    /// Whether the discussion that is looked at was closed or kept open by hand.
    let isOpenByHand: Bool?
    let now: Timestamp
    let token: String

    private var filter: QueueFilter { address.filter }

    var page: OfficePage {
        OfficePage(
            title: "Comments", area: .moderation, place: .moderation, scripts: ["moderation.js"], isWide: true
        ) { html in
            html.element(.div, .class("queue-head")) { html in
                html.element(.h1, text: "Comments")
                html.element(.p, .class("hint"), .id("figures"), text: FigureLine(figures: figures, now: now).text)
            }
            writeShows(into: &html)
            writeFilter(into: &html)
            if let article = filter.article { writeDiscussion(of: article, into: &html) }
            writeLast(into: &html)
            html.element(
                .p, .class("said"), .id("said"), .role("status"), .ariaLive("polite"), .tabindex(-1)
            ) { _ in }
            if comments.comments.isEmpty {
                html.element(.p, .class("empty"), text: emptiness)
            } else {
                writeList(into: &html)
            }
            writePages(into: &html)
            ModerationKeys().write(into: &html)
        }
    }

    private func writeShows(into html: inout HTMLWriter) {
        html.element(.nav, .class("subplaces"), .ariaLabel("Which comments")) { html in
            html.element(.ul) { html in
                for show in QueueFilter.Show.allCases {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(address.showing(show).path),
                            show == filter.show ? .ariaCurrent("page") : nil, text: show.name)
                    }
                }
            }
        }
    }

    private func writeFilter(into html: inout HTMLWriter) {
        html.element(.form, .class("filter queue-filter"), .action(OfficeRoute.moderation.path)) { html in
            if filter.show != .waiting {
                html.void(.input, .type("hidden"), .name("show"), .value(filter.show.rawValue))
            }
            if let article = filter.article {
                html.void(.input, .type("hidden"), .name("article"), .value(article.description))
            }
            html.textField(
                "In the text", name: "text", value: filter.text ?? "", state: FormState(), .type("search"),
                .maxlength(QueueAddress.longestSearch))
            html.textField(
                "By handle", name: "handle", value: filter.handle ?? "", state: FormState(), .type("search"),
                .maxlength(64))
            html.element(.button, text: "Show")
            if filter.article != nil || filter.handle != nil || filter.text != nil {
                html.element(
                    .a, .class("button"), .href(QueueAddress(QueueFilter(show: filter.show)).path),
                    text: "Show everything")
            }
        }
    }

    private func writeDiscussion(of article: ArticleID, into html: inout HTMLWriter) {
        guard let known = articles[article] else { return }
        html.element(.div, .class("notice")) { html in
            html.element(.p) { html in
                html.text("Under ")
                html.element(.a, .href(known.path), text: known.title)
                switch isOpenByHand {
                case nil: html.text(". The discussion closes by its age.")
                case true?: html.text(". The discussion is kept open by hand.")
                case false?: html.text(". The discussion is closed by hand: readers cannot write.")
                }
            }
            html.form(.moderatedDiscussion, token: token, .class("inline")) { html in
                html.void(.input, .type("hidden"), .name("article"), .value(article.description))
                html.void(.input, .type("hidden"), .name("back"), .value(address.text))
                if isOpenByHand != false {
                    html.element(.button, .name("do"), .value("close"), text: "Close the discussion")
                }
                if isOpenByHand != true {
                    html.element(.button, .name("do"), .value("open"), text: "Keep it open")
                }
            }
        }
    }

    /// The last decision, which can be taken back with or without a script.
    private func writeLast(into html: inout HTMLWriter) {
        html.form(
            .moderationUndo, token: token, .class("last-decision"), .id("undo"), last.isEmpty ? .hidden : nil
        ) { html in
            html.void(.input, .type("hidden"), .name("batch"), .value(last.first.map { String($0.batch) } ?? ""))
            html.void(.input, .type("hidden"), .name("back"), .value(address.text))
            html.element(.span, .id("undo-of")) { html in
                guard let first = last.first else { return }
                let comments = Set(last.compactMap(\.comment)).count
                html.text(
                    "Your last decision: \(first.words.lowercasedFirst)\(comments > 1 ? ", \(comments) comments" : "")")
            }
            html.element(.button, .class("quiet"), .ariaKeyshortcuts("u"), text: "Undo")
        }
    }

    private func writeList(into html: inout HTMLWriter) {
        html.form(.moderationDecisions, token: token, .id("decisions")) { html in
            html.void(.input, .type("hidden"), .name("back"), .value(address.text))
            html.element(.div, .class("bulk")) { html in
                html.element(
                    .a, .class("button"), .id("select-all"), .href(address.selectingAll.path),
                    text: "Tick all of this page")
                html.element(.fieldset) { html in
                    html.element(.legend, text: "With those that are ticked")
                    html.element(.button, .name("do"), .value("approve"), text: "Approve")
                    html.element(.button, .name("do"), .value("remove:spam"), text: "Spam")
                    html.element(.div, .class("together")) { html in
                        html.element(
                            .label, .class("visually-hidden"), .for("bulk-reason"), text: "Reason for removing")
                        html.element(.select, .id("bulk-reason"), .name("reason")) { html in
                            for reason in RemovalReason.allCases where reason != .spam {
                                html.element(.option, .value(reason.rawValue), text: reason.name)
                            }
                        }
                        html.element(.button, .name("do"), .value("remove"), text: "Remove")
                    }
                }
                html.element(.button, .type("button"), .id("show-keys"), .hidden, .ariaKeyshortcuts("?"), text: "Keys")
            }
            html.element(.ol, .class("queue")) { html in
                for queued in comments.comments { write(queued, into: &html) }
            }
        }
    }

    private func write(_ queued: QueuedComment, into html: inout HTMLWriter) {
        let comment = queued.comment
        let card = CommentCard(queued: queued, article: articles[comment.article], now: now)
        html.element(
            .li, .id("comment-\(comment.id)"), .class("queued"), .tabindex(-1),
            .data("data-comment", comment.id.description), .data("data-subject", DecisionForm.value(of: queued))
        ) { html in
            html.element(.div, .class("queued-main")) { html in
                html.element(.div, .class("queued-head")) { html in
                    html.void(
                        .input, .type("checkbox"), .name("subject"), .value(DecisionForm.value(of: queued)),
                        .ariaLabel("Tick the comment by \(comment.handle)"), address.isAllSelected ? .checked : nil)
                    html.element(.h2) { html in
                        html.element(
                            .a, .href(OfficeRoute.moderatedComment(comment.id.description).path),
                            .data("data-open", ""),
                            text: comment.handle)
                    }
                    html.element(.span, .class("hint")) { $0.moment(comment.posted) }
                    if comment.state != .held || filter.show == .all {
                        html.element(.span, .class("state state-\(comment.state.rawValue)"), text: comment.state.name)
                    }
                    if queued.risk > 0 { html.element(.span, .class("risk"), text: "Risk \(queued.risk)") }
                }
                card.writeMain(into: &html)
                DecisionButtons(queued: queued).write(into: &html)
            }
            html.element(.div, .class("queued-beside")) { card.writeBeside(into: &$0) }
        }
    }

    private func writePages(into html: inout HTMLWriter) {
        guard comments.next != nil || address.position != nil else { return }
        html.element(.p, .class("pages")) { html in
            if address.position != nil {
                html.element(.a, .href(address.showing(filter.show).path), text: "From the beginning")
            }
            if let next = comments.next {
                html.element(.a, .id("further"), .href(address.beginning(after: next).path), text: "Further")
            }
        }
    }

    private var emptiness: String {
        guard filter.article == nil, filter.handle == nil, filter.text == nil, address.position == nil else {
            return "No comment fits."
        }
        switch filter.show {
        case .waiting: return "Nothing waits. What the screen holds and what readers flag comes here."
        case .held: return "Nothing is held."
        case .flagged: return "Readers have flagged nothing."
        case .appealed: return "No author has appealed."
        case .removed: return "Nothing was removed yet."
        case .all: return "Nobody has written a comment yet."
        }
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
