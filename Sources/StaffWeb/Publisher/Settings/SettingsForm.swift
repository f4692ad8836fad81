import HTTPSupport
import Kernel
import Staff

/// Reads the form of the settings.
enum SettingsForm {
    static let colours: [SiteSetting] = [.paper, .ink, .accent, .darkPaper, .darkInk, .darkAccent]

    /// What was typed; a field that did not come, as one that the operator has fixed, is left as it is.
    ///
    /// - Throws: ``Problem`` of kind `invalid` for places in the navigation that have no number.
    static func values(
        _ form: FormBody, destinations: [SettingsController.Destination]
    ) throws(Problem) -> [SiteSetting: String] {
        var values: [SiteSetting: String] = [:]
        for setting in SiteSetting.allCases where setting != .navigation && form.has(setting.rawValue) {
            values[setting] = setting == .adsText ? lines(form[setting.rawValue]) : cleaned(form[setting.rawValue])
        }
        values[.ownerDomain] = values[.ownerDomain]?.lowercased()
        for colour in colours { values[colour] = values[colour]?.lowercased() }
        if let written = values[.language].flatMap({ LanguageTag($0) }) { values[.language] = written.description }
        if form.has("navigation") {
            values[.navigation] =
                form["navigation"] == "chosen" ? try navigation(form, destinations: destinations) : ""
        }
        return values
    }

    /// The places that got a number, in the order of the numbers.
    private static func navigation(
        _ form: FormBody, destinations: [SettingsController.Destination]
    ) throws(Problem) -> String {
        var numbered: [(number: Int, entry: NavigationEntry)] = []
        for destination in destinations {
            let typed = cleaned(form["place-\(destination.path)"])
            guard !typed.isEmpty else { continue }
            guard let number = Int(typed), (1...999).contains(number) else {
                throw problem("The place of “\(destination.name)” is no number from 1 to 999.")
            }
            let name = cleaned(form["called-\(destination.path)"])
            numbered.append(
                (number, NavigationEntry(path: destination.path, name: name == destination.name ? "" : name)))
        }
        guard !numbered.isEmpty else {
            throw problem("Give at least one place a number, or let the navigation list every section.")
        }
        // Two of the same number stand in the order in which the form lists them.
        let order = numbered.enumerated().sorted { ($0.element.number, $0.offset) < ($1.element.number, $1.offset) }
        return NavigationEntry.text(order.map(\.element.entry))
    }

    private static func problem(_ message: String) -> Problem {
        Problem(
            .invalid, slug: "settings-invalid", title: "The settings were not saved", detail: message,
            fieldErrors: [.init(field: SiteSetting.navigation.rawValue, message: message)])
    }

    /// Several lines, each without white space at its ends, and none of them empty at the end of the text.
    private static func lines(_ text: String) -> String {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
            cleaned(String($0))
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// One line, without white space at its ends.
    private static func cleaned(_ text: String) -> String {
        text.split(whereSeparator: { $0.isNewline || $0 == "\t" || $0 == " " }).joined(separator: " ")
    }
}
