/// What the site is called and how it looks: what the operator has fixed, else what the publisher chose, else what holds
/// from the start.
package struct SiteSettings: Sendable, Hashable {
    private var chosen: [SiteSetting: String]
    private let fixed: [SiteSetting: String]
    /// The number of the last change that these settings know of; 0 when nothing was ever changed.
    package let change: Int

    package init(chosen: [SiteSetting: String] = [:], fixed: [SiteSetting: String] = [:], change: Int = 0) {
        self.chosen = chosen
        self.fixed = fixed
        self.change = change
    }

    package subscript(setting: SiteSetting) -> String {
        if let value = fixed[setting] ?? chosen[setting] { return value }
        // Who names no publisher publishes under the name of the site.
        return setting == .publisher ? self[.name] : setting.original
    }

    /// Whether the operator has decided, in a file or the environment.
    package func isFixed(_ setting: SiteSetting) -> Bool { fixed[setting] != nil }

    /// Whether the publisher has chosen something.
    package func isChosen(_ setting: SiteSetting) -> Bool { fixed[setting] == nil && chosen[setting] != nil }

    /// With other values; one that says what holds from the start is none, and what is fixed stays.
    package func changed(to values: [SiteSetting: String]) -> SiteSettings {
        var changed = self
        for (setting, value) in values where !isFixed(setting) {
            changed.chosen[setting] = value == setting.original ? nil : value
        }
        return changed
    }

    /// The publisher's own choice; `nil` where there is none.
    func choice(_ setting: SiteSetting) -> String? { chosen[setting] }

    package var printsRevenueSplit: Bool { self[.revenueSplit] == "yes" }

    package var listsSponsoredArticles: Bool { self[.sponsoredListing] == "yes" }

    /// Whether readers can write under articles.
    package var takesComments: Bool { self[.discussions] == "yes" }

    /// After how many days discussions close; 0 for never.
    package var daysUntilDiscussionsClose: Int { Int(self[.discussionDays]) ?? 0 }

    package var allowsThirdPartyFrames: Bool { self[.thirdPartyFrames] == "yes" }
    /// What stands in `/ads.txt` beside what is always there.
    package var adsTextLines: [AdsTextLine] { AdsTextLine.lines(of: self[.adsText]) }

    package var navigation: [NavigationEntry] { NavigationEntry.entries(self[.navigation]) }

    /// The colours in daylight and in the dark; `nil` while those of the theme hold.
    package var palettes: (light: Palette, dark: Palette)? {
        let colours: [SiteSetting] = [.accent, .paper, .ink, .darkAccent, .darkPaper, .darkInk]
        guard colours.contains(where: { self[$0] != $0.original }) else { return nil }
        guard let light = palette(.paper, .ink, .accent), let dark = palette(.darkPaper, .darkInk, .darkAccent) else {
            return nil
        }
        return (light, dark)
    }

    func palette(_ paper: SiteSetting, _ ink: SiteSetting, _ accent: SiteSetting) -> Palette? {
        guard let paper = Colour(self[paper]), let ink = Colour(self[ink]), let accent = Colour(self[accent]) else {
            return nil
        }
        return Palette(paper: paper, ink: ink, accent: accent)
    }
}
