import HTTPSupport
import Kernel
import Markup

/// The field in which somebody says when an article is to publish itself, by the site's clocks.
enum ScheduleField {
    /// - Throws: ``Problem`` of kind `invalid` when clocks never show that time, or twice and it was not said which is
    ///   meant.
    /// - Returns: `nil` for what is no day and time.
    static func moment(_ form: FormBody) throws(Problem) -> Timestamp? {
        guard let (day, second) = reading(form["moment"]) else { return nil }
        switch Zone.current.moments(on: day, secondOfDay: second) {
        case .once(let moment): return moment
        case .twice(let first, let second):
            switch form["occurrence"] {
            case "first": return first
            case "second": return second
            default:
                throw problem(
                    "occurrence", "Clocks go back that day and show this time twice. Say which of the two is meant.")
            }
        case .never(let from, let to, _):
            throw problem(
                "moment",
                "There is no such time on \(day.written): clocks go forward from \(from) to \(to). Choose an earlier or a later one."
            )
        }
    }

    static func write(_ typed: FormBody, _ state: FormState, into html: inout HTMLWriter) {
        html.field(
            "When, by the clocks of \(Zone.current.name)", name: "moment", state: state, id: "step-moment"
        ) { html, id, description, invalid in
            html.void(
                .input, .type("datetime-local"), .id(id), .name("moment"), .value(typed["moment"]), .required,
                description, invalid)
        }
        guard let (day, second) = reading(typed["moment"]),
            case .twice(let first, let last) = Zone.current.moments(on: day, secondOfDay: second)
        else { return }
        html.choice(
            "Which of the two", name: "occurrence", value: typed["occurrence"],
            options: [
                ("", "Choose one"), ("first", "The first, in \(first.localReading.zone)"),
                ("second", "The second, in \(last.localReading.zone)"),
            ], state: state)
    }

    /// A day and a time as a browser's field for both gives them (`2026-03-29T02:30`).
    private static func reading(_ text: String) -> (CalendarDay, Int)? {
        guard let moment = Timestamp(rfc3339: text.count == 16 ? "\(text):00Z" : "\(text)Z") else { return nil }
        let reading = Zone.utc.reading(of: moment)
        return (reading.day, reading.secondOfDay)
    }

    private static func problem(_ field: String, _ message: String) -> Problem {
        Problem(
            .invalid, slug: "moment-invalid", title: "It was not scheduled", detail: message,
            fieldErrors: [.init(field: field, message: message)])
    }
}
