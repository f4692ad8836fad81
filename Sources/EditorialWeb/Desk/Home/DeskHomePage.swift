import Editorial
import HTTPSupport
import Kernel
import Markup

/// What is to be done at the desk.
struct DeskHomePage {
    let yours: [ManuscriptSummary]
    let waiting: [ManuscriptSummary]
    let scheduled: [ManuscriptSummary]
    let staleFacts: [Fact]
    let deadSources: [CheckedSource]
    /// The longest gone first.
    let deadLinks: [TroubledLink]
    let suggestions: [SuggestedCorrection]
    let today: CalendarDay
    /// What is missing before anything can be published, with where to add it for those who may.
    let missing: [(OfficeRoute?, String)]
    /// Names the manuscript that the form would begin, so that sending it twice begins one.
    let newID: Manuscript.ID
    let token: String

    /// How many entries a list shows; it is given one more when there are more.
    static let longestList = 12

    var page: OfficePage {
        OfficePage(title: "Desk", area: .desk, place: .desk) { html in
            html.element(.h1, text: "Desk")
            for (route, text) in missing {
                html.element(.p, .class("notice")) { html in
                    html.text(text)
                    if let route {
                        html.text(" ")
                        html.element(.a, .href(route.path), text: "Add one")
                    }
                }
            }
            NewManuscriptForm(id: newID, token: token).write(into: &html)
            html.element(.div, .class("columns")) { html in
                section("Yours", yours, "What is assigned to you and not finished stands here.", into: &html)
                section(
                    "Waiting for you", waiting, "Texts that colleagues have handed in for you to check stand here.",
                    into: &html)
                section(
                    "Scheduled", scheduled, "What will publish itself stands here, soonest first.", into: &html)
                writeStaleFacts(into: &html)
                DeadSourceLines(sources: deadSources, longest: Self.longestList).write(into: &html)
                DeadLinkLines(links: deadLinks, longest: Self.longestList).write(into: &html)
                SuggestionLines.write(suggestions, longest: Self.longestList, into: &html)
            }
        }
    }

    private func section(
        _ title: String, _ manuscripts: [ManuscriptSummary], _ empty: String, into html: inout HTMLWriter
    ) {
        html.element(.section) { html in
            html.element(.h2, text: title)
            guard !manuscripts.isEmpty else { return html.element(.p, .class("empty"), text: empty) }
            ManuscriptLines(manuscripts: Array(manuscripts.prefix(Self.longestList))).write(into: &html)
            guard manuscripts.count > Self.longestList else { return }
            html.element(.p, .class("hint")) { html in
                html.text("There are more, under ")
                html.element(.a, .href(OfficeRoute.manuscripts.path), text: "Articles")
                html.text(".")
            }
        }
    }

    private func writeStaleFacts(into html: inout HTMLWriter) {
        html.element(.section) { html in
            html.element(.h2, text: "Facts due for review")
            guard !staleFacts.isEmpty else {
                return html.element(.p, .class("empty"), text: "Facts whose day for review has come stand here.")
            }
            html.element(.ul, .class("lines")) { html in
                for fact in staleFacts.prefix(Self.longestList) {
                    html.element(.li) { html in
                        html.element(.p, .class("line-title")) { html in
                            html.element(
                                .a, .href(OfficeRoute.fact(fact.slug.description).path), text: fact.label)
                        }
                        html.element(.p, .class("hint")) { html in
                            html.text("\(fact.displayValue), as of \(fact.asOf.written) · due since ")
                            html.time(fact.reviewDue)
                        }
                    }
                }
            }
            if staleFacts.count > Self.longestList {
                html.element(.p, .class("hint")) { html in
                    html.text("And \(staleFacts.count - Self.longestList) more, under ")
                    html.element(.a, .href(OfficeRoute.factsDue.path), text: "Facts")
                    html.text(".")
                }
            }
        }
    }
}

/// A form with one field: a new article begins with its title.
struct NewManuscriptForm {
    let id: Manuscript.ID
    let token: String

    func write(into html: inout HTMLWriter) {
        html.form(.newManuscript, token: token, .class("inline")) { html in
            html.void(.input, .type("hidden"), .name("id"), .value(id.description))
            html.textField(
                "New article", name: "title", value: "", hint: "Its question or title; you can change it later.",
                state: FormState(), .maxlength(200), .autocomplete("off"))
            html.element(.button, .class("primary"), text: "Begin")
        }
    }
}

/// Manuscripts, one a line.
struct ManuscriptLines {
    let manuscripts: [ManuscriptSummary]

    func write(into html: inout HTMLWriter) {
        html.element(.ul, .class("lines")) { html in
            for manuscript in manuscripts {
                html.element(.li) { html in
                    html.element(.p, .class("line-title")) { html in
                        html.element(
                            .a, .href(OfficeRoute.manuscript(manuscript.id.description).path),
                            text: manuscript.title.isEmpty ? "Untitled" : manuscript.title)
                    }
                    html.element(.p, .class("hint")) { write(manuscript, into: &$0) }
                }
            }
        }
    }

    private func write(_ manuscript: ManuscriptSummary, into html: inout HTMLWriter) {
        html.element(
            .span, .class("state state-\(manuscript.state.rawValue)"), text: manuscript.state.name)
        if let moment = manuscript.scheduled {
            html.text(" for ")
            html.moment(moment)
        }
        if manuscript.isPublished, manuscript.state != .published { html.text(" · published before") }
        if let assignee = manuscript.assignee { html.text(" · \(assignee.name)") }
        if let due = manuscript.due {
            html.text(" · due ")
            html.time(due)
        }
        html.text(" · changed ")
        html.moment(manuscript.updated)
        html.text(" by \(manuscript.updatedBy.name)")
    }
}

extension HTMLWriter {
    /// A moment to the minute, as the site's clocks show it.
    mutating func moment(_ timestamp: Timestamp) {
        element(.time, .datetime(timestamp.rfc3339), text: timestamp.localReading.written)
    }
}
