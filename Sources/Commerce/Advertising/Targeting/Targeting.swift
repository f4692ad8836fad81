package import Kernel

/// Where a flight may stand: by what the page is about and what it is read on, never by who reads it.
///
/// A page has to agree with each of them; one that is empty agrees with every page.
package struct Targeting: Sendable, Hashable {
    /// How many values there may be of each.
    package static let limit = 200

    package var sections: Set<Slug>
    /// Any of them will do.
    package var topics: Set<Slug>
    /// Kinds of article, such as `guide`.
    package var kinds: Set<Slug>
    /// `en` means every English; `en-GB` means that one.
    package var languages: Set<LanguageTag>
    /// Hours of the day by the site’s clocks, 0 to 23.
    package var hours: Set<Int>
    package var devices: Set<DeviceClass>
    /// Only of use where the site knows countries.
    package var countries: Set<Country>

    package init(
        sections: Set<Slug> = [], topics: Set<Slug> = [], kinds: Set<Slug> = [], languages: Set<LanguageTag> = [],
        hours: Set<Int> = [], devices: Set<DeviceClass> = [], countries: Set<Country> = []
    ) {
        self.sections = sections
        self.topics = topics
        self.kinds = kinds
        self.languages = languages
        self.hours = hours
        self.devices = devices
        self.countries = countries
    }

    /// Every page.
    package static let everywhere = Targeting()

    /// The hours as bits, the lowest for midnight; all of them when none is named.
    var hourMask: UInt32 { hours.isEmpty ? 0xFF_FFFF : hours.reduce(0) { $0 | 1 << UInt32($1) } }

    func check(_ faults: inout FieldFaults) {
        let counts = [
            ("sections", sections.count), ("topics", topics.count), ("kinds", kinds.count),
            ("languages", languages.count), ("countries", countries.count),
        ]
        for (field, count) in counts where count > Self.limit {
            faults.add(field, "At most \(Self.limit) \(field) fit.")
        }
        if !hours.allSatisfy((0...23).contains) { faults.add("hours", "Hours are numbers from 0 to 23.") }
    }
}
