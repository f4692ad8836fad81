import Commerce
import HTTPSupport
import Kernel
import Markup

/// Flights as bars over three months, by advertiser, and which of them were sold for more than there is.
struct CalendarPage {
    /// The first of the months.
    let first: CalendarMonth
    let standings: [FlightStanding]
    /// Of flights that aren’t over and have a goal: what is left of it, and what can be expected.
    let expectations: [Flight.ID: (left: Int, likely: Int, most: Int)]
    let today: CalendarDay

    private static let count = 3

    private var months: [CalendarMonth] {
        (1..<Self.count).reduce(into: [first]) { months, _ in months.append(months[months.count - 1].next) }
    }
    private var days: ClosedRange<CalendarDay> { first.first...(months.last ?? first).last }
    private var shown: [FlightStanding] {
        standings.filter { $0.flight.first <= days.upperBound && days.lowerBound <= $0.flight.last }
    }

    var page: OfficePage {
        OfficePage(title: "Calendar of flights", area: .business, place: .delivery, isWide: true) { html in
            html.element(.h1, text: "Calendar of flights")
            html.deliveryPlaces(.flightCalendar)
            html.element(.h2, text: "\(first.written) to \((months.last ?? first).written)")
            html.element(.p, .class("pages")) { html in
                for (name, month) in [("Earlier", earlier), ("Later", months.last?.next ?? first.next)] {
                    html.element(.a, .href("\(OfficeRoute.flightCalendar.path)?month=\(month)"), text: name)
                }
            }
            writeOversold(into: &html)
            if shown.isEmpty {
                html.element(.p, .class("empty"), text: "No flight runs in these months.")
            } else {
                writeMonths(into: &html)
            }
            let byAdvertiser = Dictionary(grouping: shown) { $0.advertiser.partner }
            for (_, standings) in byAdvertiser.sorted(by: { name($0.value) < name($1.value) }) {
                html.element(.h3, .dir("auto"), text: name(standings))
                html.element(.ul, .class("bars calendar plain")) { html in
                    for standing in standings.sorted(by: {
                        ($0.flight.first, $0.flight.id) < ($1.flight.first, $1.flight.id)
                    }) {
                        html.element(.li, .class("bar-row")) { write(standing, into: &$0) }
                    }
                }
            }
        }
    }

    private var earlier: CalendarMonth { (0..<Self.count).reduce(first) { month, _ in month.previous } }

    private func name(_ standings: [FlightStanding]) -> String { standings.first?.advertiser.name ?? "" }

    private func writeOversold(into html: inout HTMLWriter) {
        let short = standings.filter { standing in
            expectations[standing.flight.id].map { $0.likely < $0.left } ?? false
        }
        guard !short.isEmpty else { return }
        html.element(.section, .class("problem")) { html in
            html.element(.p) { $0.element(.strong, text: "Sold for more than can be expected") }
            html.element(.ul) { html in
                for standing in short {
                    guard let expected = expectations[standing.flight.id] else { continue }
                    let word = standing.flight.pricing.counts.words
                    html.element(.li, .dir("auto")) { html in
                        html.element(
                            .a, .href(OfficeRoute.flightDelivery(standing.flight.id.description).path),
                            text: standing.flight.name)
                        html.text(
                            """
                             (\(standing.advertiser.name)): \(expected.left.written) \(word) are left, about \
                            \(expected.likely.written) can be expected\
                            \(expected.most < expected.left ? "" : ", with luck all of them")
                            """)
                    }
                }
            }
        }
    }

    private func writeMonths(into html: inout HTMLWriter) {
        html.element(.div, .class("bars calendar months"), .ariaHidden("true")) { html in
            html.element(.div, .class("bar-row")) { html in
                html.element(.span, .class("bar-name"), text: "")
                html.raw("<svg>")
                for month in months {
                    html.raw("<text x=\"\(percent(before: month.first))\" y=\"80%\">".utf8)
                    html.text(" \(month.first.monthName.prefix(3))")
                    html.raw("</text>")
                }
                html.raw("</svg>")
                html.element(.span, .class("bar-value"), text: "")
            }
        }
    }

    private func write(_ standing: FlightStanding, into html: inout HTMLWriter) {
        let flight = standing.flight
        html.element(.span, .class("bar-name"), .dir("auto")) { html in
            html.element(
                .a, .href(OfficeRoute.flightDelivery(flight.id.description).path), text: flight.name)
        }
        let begin = max(flight.first, days.lowerBound)
        let end = min(flight.last, days.upperBound).advanced(byDays: 1)
        html.raw("<svg aria-hidden=\"true\">")
        for month in months.dropFirst() {
            let place = percent(before: month.first)
            html.raw("<line class=\"faint\" x1=\"\(place)\" x2=\"\(place)\" y1=\"0\" y2=\"100%\"/>".utf8)
        }
        let expected = expectations[flight.id]
        let isShort = expected.map { $0.likely < $0.left } ?? false
        let kind = standing.state == .paused ? " class=\"taken\"" : isShort ? "" : " class=\"calm\""
        html.raw(
            "<rect\(kind) x=\"\(percent(before: begin))\" width=\"\(Self.percent(share(end) - share(begin)))\" height=\"100%\"/>"
                .utf8)
        if days.contains(today) {
            let place = percent(before: today)
            html.raw("<line x1=\"\(place)\" x2=\"\(place)\" y1=\"0\" y2=\"100%\"/>".utf8)
        }
        html.raw("</svg>")
        html.element(.span, .class("bar-value")) { html in
            html.text("\(flight.first.short) – \(flight.last.short)")
            if isShort { html.element(.strong, .class("late"), text: " over-sold") }
            if standing.state == .paused { html.text(" paused") }
        }
    }

    /// What part of the months lies before a day.
    private func share(_ day: CalendarDay) -> Double {
        let length = days.upperBound.daysSince1970 + 1 - days.lowerBound.daysSince1970
        return Double(day.daysSince1970 - days.lowerBound.daysSince1970) / Double(length)
    }

    private func percent(before day: CalendarDay) -> String { Self.percent(share(day)) }

    private static func percent(_ share: Double) -> String {
        let hundredths = Int((share * 10_000).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)%"
    }
}
