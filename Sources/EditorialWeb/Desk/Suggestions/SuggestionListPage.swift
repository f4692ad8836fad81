import Editorial
import HTTPSupport
import Kernel
import Markup

/// Corrections that readers suggested in comments, and what became of them.
struct SuggestionListPage {
    static let longest = 100

    let open: [SuggestedCorrection]
    let settled: [SuggestedCorrection]
    let token: String

    var page: OfficePage {
        OfficePage(title: "Suggestions", area: .desk, place: .suggestedCorrections) { html in
            html.element(.h1, text: "Suggested corrections")
            html.element(
                .p, .class("hint"),
                text: "What readers say is wrong in a published article, passed on by a moderator.")
            html.element(.h2, text: "Open")
            if open.isEmpty {
                html.element(.p, .class("empty"), text: "What moderators pass on from the discussions stands here.")
            } else {
                html.element(.ul, .class("lines")) { html in
                    for suggestion in open {
                        html.element(.li, .id("suggestion-\(suggestion.id)")) { html in
                            SuggestionLines.write(suggestion, into: &html)
                            writeForm(suggestion, into: &html)
                        }
                    }
                }
            }
            html.element(.h2, text: "Settled")
            if settled.isEmpty {
                html.element(.p, .class("empty"), text: "Nothing was settled yet.")
            } else {
                html.element(.ul, .class("lines")) { html in
                    for suggestion in settled {
                        html.element(.li) { html in
                            SuggestionLines.write(suggestion, into: &html)
                            html.element(.p, .class("hint")) { html in
                                html.text(
                                    "\(suggestion.state == .done ? "Done" : "Declined") by \(suggestion.settledBy ?? ""), "
                                )
                                if let moment = suggestion.settled { html.moment(moment) }
                                if !suggestion.answer.isEmpty { html.text(": \(suggestion.answer)") }
                            }
                        }
                    }
                }
            }
        }
    }

    private func writeForm(_ suggestion: SuggestedCorrection, into html: inout HTMLWriter) {
        html.element(.div, .class("link-steps")) { html in
            html.form(.revise(suggestion.articleSlug.description), token: token) {
                $0.element(.button, text: "Open the article on the desk")
            }
        }
        html.form(.suggestedCorrection(suggestion.id.description), token: token, .class("inline")) { html in
            html.field(
                "Answer", name: "answer", hint: "For the moderators; you can leave it empty.", state: FormState(),
                id: "answer-\(suggestion.id)"
            ) { html, id, description, _ in
                html.void(
                    .input, .id(id), .name("answer"), .maxlength(SuggestedCorrectionStore.longestAnswer), description)
            }
            html.element(.button, .name("do"), .value("done"), text: "Done")
            html.element(.button, .name("do"), .value("declined"), text: "Decline")
        }
    }
}

/// Suggested corrections in other pages of the desk.
enum SuggestionLines {
    /// One with its article, its text and its comment.
    static func write(_ suggestion: SuggestedCorrection, into html: inout HTMLWriter) {
        html.element(.p, .class("line-title")) { html in
            html.element(.a, .href(Route.article(suggestion.articleSlug).path), text: suggestion.articleTitle)
        }
        html.element(.p, .class("quoted"), text: suggestion.text)
        html.element(.p, .class("hint")) { html in
            html.element(.a, .href(suggestion.link), text: "The comment")
            html.text(" · passed on by \(suggestion.passedOnBy), ")
            html.moment(suggestion.made)
        }
    }

    /// A list for the desk’s first page.
    static func write(_ suggestions: [SuggestedCorrection], longest: Int, into html: inout HTMLWriter) {
        html.element(.section) { html in
            html.element(.h2, text: "Suggested corrections")
            guard !suggestions.isEmpty else {
                return html.element(
                    .p, .class("empty"), text: "What readers say is wrong, and moderators pass on, stands here.")
            }
            html.element(.ul, .class("lines")) { html in
                for suggestion in suggestions.prefix(longest) {
                    html.element(.li) { html in
                        html.element(.p, .class("line-title")) { html in
                            html.element(
                                .a, .href("\(OfficeRoute.suggestedCorrections.path)#suggestion-\(suggestion.id)"),
                                text: suggestion.articleTitle)
                        }
                        html.element(.p, .class("hint"), text: String(suggestion.text.prefix(160)))
                    }
                }
            }
            if suggestions.count > longest {
                html.element(.p, .class("hint")) { html in
                    html.text("There are more, under ")
                    html.element(.a, .href(OfficeRoute.suggestedCorrections.path), text: "Suggestions")
                    html.text(".")
                }
            }
        }
    }

    /// What is open on one article, for whoever looks at its manuscript; nothing when nothing is.
    static func writeNotice(_ suggestions: [SuggestedCorrection], into html: inout HTMLWriter) {
        guard !suggestions.isEmpty else { return }
        html.element(.div, .class("notice")) { html in
            html.element(.p) { html in
                html.text(
                    suggestions.count == 1
                        ? "A reader suggests a correction. "
                        : "Readers suggest \(suggestions.count) corrections. ")
                html.element(.a, .href(OfficeRoute.suggestedCorrections.path), text: "Settle it under Suggestions")
            }
            html.element(.ul) { html in
                for suggestion in suggestions { html.element(.li, text: String(suggestion.text.prefix(300))) }
            }
        }
    }
}
