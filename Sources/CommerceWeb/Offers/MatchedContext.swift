import Commerce
import Kernel

/// What a flight asked for, with what of the page agreed, in sentences for readers.
struct MatchedContext {
    let lines: [String]

    /// - Parameter subject: Of the page; `nil` when nobody knows any more.
    init(targeting: Targeting, subject: PageSubject?, names: TargetNames) {
        let sections = Self.line(
            "in the section", "in one of the sections", targeting.sections, names.sections,
            matched: subject?.section.map { [$0] })
        let topics = Self.line(
            "on the topic", "on one of the topics", targeting.topics, names.topics, matched: subject?.topics)
        let kinds = Self.line(
            "that are of the kind", "that are of one of the kinds", targeting.kinds, names.kinds,
            matched: subject?.kind.map { [$0] })
        var lines = [sections, topics, kinds].compactMap(\.self)
        if !targeting.languages.isEmpty {
            lines.append("Pages in \(targeting.languages.map(\.description).sorted().listed(by: "or")).")
        }
        if !targeting.devices.isEmpty {
            let devices = DeviceClass.allCases.filter(targeting.devices.contains)
            lines.append("Screens of the size of a \(devices.map(\.thing).listed(by: "or")).")
        }
        if !targeting.hours.isEmpty { lines.append("Hours of the day: \(Self.spans(of: targeting.hours)).") }
        if !targeting.countries.isEmpty {
            lines.append("Readers in \(targeting.countries.map(\.description).sorted().listed(by: "or")).")
        }
        self.lines = lines
    }

    private static func line(
        _ one: String, _ several: String, _ wanted: Set<Slug>, _ names: [TargetNames.Name], matched: [Slug]?
    ) -> String? {
        guard !wanted.isEmpty else { return nil }
        func name(_ slug: Slug) -> String { "“\(names.first { $0.slug == slug }?.name ?? slug.description)”" }
        let list = wanted.sorted().map(name).listed(by: "or")
        let asked = "Pages \(wanted.count == 1 ? one : several) \(list)"
        let agreed = (matched ?? []).filter(wanted.contains)
        guard wanted.count > 1, !agreed.isEmpty else { return "\(asked)." }
        return "\(asked): here \(agreed.map(name).listed(by: "and"))."
    }

    /// Such as “7 to 10, 18 to 22”, each to its last minute.
    private static func spans(of hours: Set<Int>) -> String {
        var spans: [ClosedRange<Int>] = []
        for hour in hours.sorted() {
            if let last = spans.last, last.upperBound == hour - 1 {
                spans[spans.count - 1] = last.lowerBound...hour
            } else {
                spans.append(hour...hour)
            }
        }
        return spans.map { "\($0.lowerBound) to \($0.upperBound + 1) o’clock" }.listed(by: "and")
    }
}

extension DeviceClass {
    fileprivate var thing: String {
        switch self {
        case .phone: "telephone"
        case .tablet: "tablet"
        case .desktop: "computer"
        }
    }
}
