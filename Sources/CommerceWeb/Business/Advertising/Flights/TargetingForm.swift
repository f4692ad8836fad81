import Commerce
import HTTPSupport
import Kernel
import Markup

/// Reads and shows where a flight may stand.
enum TargetingForm {
    private static let languages = "languages"
    private static let countries = "countries"

    /// - Parameters:
    ///   - names: What there is to choose from; what a flight has already may stay, even if it is gone since.
    static func targeting(_ reading: inout FormReading, _ names: TargetNames, old: Targeting) -> Targeting {
        let hours = reading.form.all("hour").compactMap { Int($0) }
        if hours.count != reading.form.all("hour").count { reading.fault("hours", "Hours are numbers from 0 to 23.") }
        let devices = reading.form.all("device").compactMap(DeviceClass.init(rawValue:))
        if devices.count != reading.form.all("device").count { reading.fault("devices", "Choose among those below.") }
        let named = Set(reading.list(countries, wanted: "the two letters of a country, such as DE") { Country($0) })
        if !names.knowsCountries, !named.subtracting(old.countries).isEmpty {
            reading.fault(countries, "This site doesn’t know from which country it is read; leave this empty.")
        }
        return Targeting(
            sections: chosen("section", among: names.sections, or: old.sections, &reading),
            topics: chosen("topic", among: names.topics, or: old.topics, &reading),
            kinds: chosen("kind", among: names.kinds, or: old.kinds, &reading),
            languages: Set(
                reading.list(languages, wanted: "the tag of a language, such as en or en-GB") { LanguageTag($0) }),
            hours: Set(hours), devices: Set(devices),
            countries: named)
    }

    static func values(_ targeting: Targeting) -> [FormBody.Field] {
        func fields(_ name: String, _ values: [String]) -> [FormBody.Field] {
            values.map { .init(name: name, value: $0) }
        }
        return fields("section", targeting.sections.sorted().map(\.description))
            + fields("topic", targeting.topics.sorted().map(\.description))
            + fields("kind", targeting.kinds.sorted().map(\.description))
            + fields("hour", targeting.hours.sorted().map(String.init))
            + fields("device", DeviceClass.allCases.filter(targeting.devices.contains).map(\.rawValue))
            + [
                .init(
                    name: languages,
                    value: targeting.languages.map(\.description).sorted().joined(separator: ", ")),
                .init(
                    name: countries,
                    value: targeting.countries.sorted().map(\.description).joined(separator: ", ")),
            ]
    }

    static func write(_ values: FormBody, _ names: TargetNames, _ state: FormState, into html: inout HTMLWriter) {
        html.element(.h2, text: "Where it may stand")
        html.element(
            .p, .class("hint"),
            text: """
                By what a page is about and what it is read on, never by who reads it. A page has to agree with each of \
                these; where nothing is chosen, every page does.
                """)
        for (title, name, field, options) in [
            ("Sections", "section", "sections", names.sections), ("Topics", "topic", "topics", names.topics),
            ("Kinds of article", "kind", "kinds", names.kinds),
        ] {
            let known = Set(options.map(\.slug.description))
            let gone = values.all(name).filter { !known.contains($0) && Slug(validating: $0) != nil }
            choices(
                title, name, field,
                options.map { ($0.slug.description, $0.name) } + gone.map { ($0, "\($0) (no longer there)") },
                values, state, into: &html)
        }
        choices(
            "Devices", "device", "devices", DeviceClass.allCases.map { ($0.rawValue, $0.title) }, values, state,
            into: &html)
        choices(
            "Hours of the day", "hour", "hours",
            (0..<24).map { (String($0), "\($0 < 10 ? "0" : "")\($0):00 to \($0 < 10 ? "0" : "")\($0):59") }, values,
            state, into: &html)
        html.element(.div, .class("pair")) { html in
            html.textField(
                "Languages of the reader’s page", name: languages, value: values[languages],
                hint: "Tags with commas between. en means every English, en-GB that one.", state: state,
                .spellcheck("false"))
            if names.knowsCountries || !values[countries].isEmpty {
                html.textField(
                    "Countries", name: countries, value: values[countries],
                    hint: "Two letters each, such as DE, AT. Told from the network address, at the moment of asking.",
                    state: state, .spellcheck("false"))
            }
        }
    }

    private static func chosen(
        _ name: String, among names: [TargetNames.Name], or old: Set<Slug>, _ reading: inout FormReading
    ) -> Set<Slug> {
        var chosen: Set<Slug> = []
        let known = Set(names.map(\.slug)).union(old)
        for value in reading.form.all(name) {
            if let slug = Slug(validating: value), known.contains(slug) {
                chosen.insert(slug)
            } else {
                reading.fault("\(name)s", "There is no \(name) “\(value.prefix(40))”. Choose among those below.")
            }
        }
        return chosen
    }

    private static func choices(
        _ title: String, _ name: String, _ field: String, _ options: [(value: String, name: String)],
        _ values: FormBody, _ state: FormState, into html: inout HTMLWriter
    ) {
        let chosen = Set(values.all(name))
        let errors = state.errors.filter { $0.field == field }.map(\.message)
        let count = options.count { chosen.contains($0.value) }
        let summary = "\(title): \(count == 0 ? "all" : "\(count) of \(options.count)")"
        html.element(.details, .class("folded"), count > 0 || !errors.isEmpty ? .open : nil) { html in
            html.element(.summary, text: summary)
            html.element(.fieldset, .class("choices many")) { html in
                html.element(.legend, .class("visually-hidden"), text: title)
                if !errors.isEmpty { html.element(.p, .class("error"), text: errors.joined(separator: " ")) }
                if options.isEmpty { html.element(.p, .class("hint"), text: "There are none yet.") }
                for option in options {
                    html.box(
                        option.name, name: name, value: option.value, isTicked: chosen.contains(option.value),
                        id: "\(name)-\(option.value)")
                }
            }
        }
    }
}

extension DeviceClass {
    var title: String {
        switch self {
        case .phone: "Phones"
        case .tablet: "Tablets"
        case .desktop: "Desktop computers"
        }
    }
}
