import Commerce
import HTTPSupport
import Kernel
import Markup

/// Reported sales that could not be matched, and what was decided of others.
struct UnmatchedPage {
    let waiting: [UnmatchedEarnings]
    let decisions: [EarningDecision]
    let programmes: [Programme]
    /// Of the form that was sent.
    let values: FormBody
    let token: String
    let problem: Problem?

    var page: OfficePage {
        OfficePage(title: "Sales that are not matched", area: .business, place: .earnings) { html in
            html.element(.h1, text: "Sales that are not matched")
            html.earningPlaces(.unmatchedEarnings)
            if let problem { html.problem(problem) }
            html.element(
                .p, .class("hint"),
                text: """
                    What a network reported with a merchant or a sub-id that this site doesn’t know. A decision holds for \
                    all sales that say the same, those of later reports too. What was reported stays as it is.
                    """)
            if waiting.isEmpty {
                html.element(.p, .class("empty"), text: "Every reported sale is matched, or decided on.")
            }
            html.element(.ul, .class("lines")) { html in
                for (number, entry) in waiting.enumerated() { html.element(.li) { write(entry, number, into: &$0) } }
            }
            writeDecisions(into: &html)
        }
    }

    private func write(_ entry: UnmatchedEarnings, _ number: Int, into html: inout HTMLWriter) {
        html.element(.p, .class("line-title"), text: entry.source.title)
        html.element(.p) { html in
            html.text(entry.transactions == 1 ? "One transaction, " : "\(entry.transactions) transactions, ")
            html.time(entry.first)
            if entry.last != entry.first {
                html.text(" to ")
                html.time(entry.last)
            }
            html.text(" · " + entry.commissions.map(\.written).joined(separator: ", "))
        }
        writeForm(entry.source, programme: entry.programme, page: entry.page, "w\(number)", into: &html)
    }

    private func writeForm(
        _ source: UnmatchedEarnings.Source, programme: Programme.ID?, page: String?, _ id: String,
        into html: inout HTMLWriter
    ) {
        let wasSent =
            problem != nil && values["network"] == source.network.rawValue && values["merchant"] == source.merchant
            && values["sub"] == source.subID
        let state = FormState(errors: wasSent ? problem?.fieldErrors ?? [] : [])
        let chosen = wasSent ? values["programme"] : programme?.description ?? ""
        let own = programmes.filter { $0.network == source.network }
        html.form(.unmatchedEarnings, token: token) { html in
            for (name, value) in [
                ("network", source.network.rawValue), ("merchant", source.merchant), ("sub", source.subID),
            ] {
                html.void(.input, .type("hidden"), .name(name), .value(value))
            }
            html.element(.div, .class("inline")) { html in
                html.field("Programme", name: "programme", state: state, id: "\(id)-programme") {
                    html, id, description, invalid in
                    html.element(.select, attributes: [.id(id), .name("programme"), description, invalid]) { html in
                        html.element(.option, .value(""), text: "Choose")
                        for programme in own {
                            let value = programme.id.description
                            html.element(
                                .option, .value(value), value == chosen ? .selected : nil, text: programme.name)
                        }
                    }
                }
                html.field("Article, if it is known", name: "page", state: state, id: "\(id)-page") {
                    html, id, description, invalid in
                    html.void(
                        .input,
                        attributes: [
                            .id(id), .name("page"), .value(wasSent ? values["page"] : page ?? ""), description, invalid,
                        ])
                }
            }
            html.element(.p, .class("actions")) { html in
                html.element(.button, .name("decision"), .value("ours"), text: "These are ours")
                html.element(.button, .class("quiet"), .name("decision"), .value("not-ours"), text: "Not ours")
            }
        }
    }

    private func writeDecisions(into html: inout HTMLWriter) {
        guard !decisions.isEmpty else { return }
        html.element(.h2, text: "Decided")
        html.element(.ul, .class("lines")) { html in
            for (number, decision) in decisions.enumerated() {
                html.element(.li) { html in
                    html.element(.p, .class("line-title"), text: decision.source.title)
                    html.element(.p) { html in
                        if let programme = decision.programme {
                            let name = programmes.first { $0.id == programme }?.name ?? programme.description
                            html.text("\(name), \(decision.page ?? "article not known")")
                        } else {
                            html.text("Not ours")
                        }
                        html.text(" · \(decision.name), ")
                        html.time(decision.at)
                    }
                    html.folded("Decide anew", isOpen: false) { html in
                        writeForm(
                            decision.source, programme: decision.programme, page: decision.page, "d\(number)",
                            into: &html)
                    }
                }
            }
        }
    }
}

extension UnmatchedEarnings.Source {
    /// Such as “Awin: merchant 7052, sub-id how-to_text”.
    fileprivate var title: String {
        "\(network.name): \(merchant.isEmpty ? "no merchant" : "merchant \(merchant)"), "
            + (subID.isEmpty ? "no sub-id" : "sub-id \(subID)")
    }
}
