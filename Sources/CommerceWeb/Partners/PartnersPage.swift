import Commerce
import HTTPSupport
import Kernel
import Markup

/// The page that lists who pays; made from the partners themselves, with nothing on it that could be edited.
struct PartnersPage {
    let current: [Partner]
    let former: [Partner]
    let day: CalendarDay
    let shell: any PageShell

    var page: Page {
        let head = PageHead(
            title: "Partners", description: "Every company that pays us, or would if you bought from it.",
            route: .partners)
        return shell.page(head) { html in
            html.element(.h1, text: "Partners")
            html.element(
                .p, .class("intro"),
                text: """
                    Every company that pays us for advertising, or may pay a commission when you buy from it. The list \
                    is made from our agreements themselves, so nobody has to remember to change it.
                    """)
            if current.isEmpty {
                html.element(.p, text: "We have no partners at the moment.")
            } else {
                table(of: current, captioned: "Partners on ", columnForDate: "Since", in: &html) { $0.since }
            }
            guard !former.isEmpty else { return }
            html.element(.h2, text: "Former partners")
            table(of: former, captioned: "Agreements that had ended by ", columnForDate: "Until", in: &html) {
                $0.ended ?? $0.since
            }
        }
    }

    private func table(
        of partners: [Partner], captioned caption: String, columnForDate: String, in html: inout HTMLWriter,
        date: (Partner) -> CalendarDay
    ) {
        html.element(
            .div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel("Table: \(caption)\(day.written)")
        ) { html in
            html.element(.table) { html in
                html.element(.caption) { html in
                    html.text(caption)
                    html.time(day)
                }
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        for column in ["Partner", "What it does", "How it pays", columnForDate] {
                            html.element(.th, .scope("col"), text: column)
                        }
                    }
                }
                html.element(.tbody) { html in
                    for partner in partners {
                        html.element(.tr) { html in
                            html.element(.th, .scope("row")) { html in
                                html.text(partner.name)
                                html.element(.span, .class("note"), text: " \(partner.domain)")
                            }
                            html.element(.td, text: partner.about)
                            html.element(.td, text: Self.word(for: partner.relationship))
                            html.element(.td) { $0.time(date(partner)) }
                        }
                    }
                }
            }
        }
    }

    private static func word(for relationship: Partner.Relationship) -> String {
        switch relationship {
        case .affiliate: "Commission"
        case .advertiser: "Advertising"
        }
    }
}
