package import Kernel

extension SiteSettings {
    /// The most entries that a navigation may have.
    package static let longestNavigation = 24

    /// Looks whether these settings can hold; what the operator has fixed is not the publisher's to mend.
    ///
    /// - Parameter zone: Finds a time zone by its name.
    /// - Throws: ``Problem`` of kind `invalid` with an error for each setting that is wrong.
    package func check(zone: (String) -> Zone?) throws(Problem) {
        var errors: [Problem.FieldError] = []
        func add(_ setting: SiteSetting, _ message: String) {
            guard !isFixed(setting) else { return }
            errors.append(.init(field: setting.rawValue, message: message))
        }
        for (setting, limit) in [
            (SiteSetting.name, 60), (.tagline, 120), (.description, 300), (.publisher, 120), (.contact, 254),
        ] {
            if let message = Self.fault(of: self[setting], upTo: limit) { add(setting, message) }
        }
        if !Self.isAddress(self[.contact]) { add(.contact, "Write an address such as editors@example.org.") }
        if Int(self[.founded]).map((1...9999).contains) != true { add(.founded, "Write a year, such as 2015.") }
        if LanguageTag(self[.language]) == nil {
            add(.language, "Write a language tag such as en-GB, de or pt-BR (BCP 47).")
        }
        if !["yes", "no"].contains(self[.revenueSplit]) { add(.revenueSplit, "Choose one.") }
        if !["yes", "no"].contains(self[.thirdPartyFrames]) { add(.thirdPartyFrames, "Choose one.") }
        if !["yes", "no"].contains(self[.sponsoredListing]) { add(.sponsoredListing, "Choose one.") }
        if !["yes", "no"].contains(self[.discussions]) { add(.discussions, "Choose one.") }
        if Int(self[.discussionDays]).map((0...36_500).contains) != true {
            add(.discussionDays, "Write a number of days, or 0 for never.")
        }
        if zone(self[.timeZone]) == nil {
            add(.timeZone, "This machine knows no time zone of this name. Write one such as Europe/London.")
        }
        for (paper, ink, accent) in [(SiteSetting.paper, .ink, .accent), (.darkPaper, .darkInk, .darkAccent)]
            as [(SiteSetting, SiteSetting, SiteSetting)]
        {
            for setting in [paper, ink, accent] where Colour(self[setting]) == nil {
                add(setting, "Write a colour such as #94200f.")
            }
            guard let palette = palette(paper, ink, accent) else { continue }
            if let message = Self.fault(palette.ink, on: palette.paper, Palette.leastForText, "text needs 7 : 1") {
                add(ink, message)
            }
            if let message = Self.fault(palette.accent, on: palette.paper, Palette.leastForLinks, "links need 4.5 : 1")
            {
                add(accent, message)
            }
        }
        for message in Self.faults(of: navigation) { add(.navigation, message) }
        if !self[.sellerContact].isEmpty, !Self.isAddress(self[.sellerContact]) {
            add(.sellerContact, "Write an address such as sales@example.org, or nothing.")
        }
        if !self[.ownerDomain].isEmpty, !AdsTextLine.isDomain(self[.ownerDomain]) {
            add(.ownerDomain, "Write a domain such as example.org, or nothing.")
        }
        for message in AdsTextLine.faults(in: self[.adsText]).prefix(5) { add(.adsText, message) }
        for (setting, message) in newsletterFaults { add(setting, message) }
        guard let first = errors.first else { return }
        throw Problem(
            .invalid, slug: "settings-invalid", title: "The settings were not saved",
            detail: errors.count == 1
                ? "\(SiteSetting(rawValue: first.field)?.label ?? ""): \(first.message)"
                : "There are \(errors.count) faults; each is told at its field.", fieldErrors: errors)
    }

    private static func fault(of text: String, upTo limit: Int) -> String? {
        if text.allSatisfy(\.isWhitespace) { return "This can’t be empty." }
        if text.utf8.count > limit, text.count > limit { return "This is longer than \(limit) characters." }
        let hasControl = text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
        return hasControl ? "This holds a line break or a control character." : nil
    }

    private static func fault(_ colour: Colour, on paper: Colour, _ least: Double, _ what: String) -> String? {
        let contrast = colour.contrast(with: paper)
        guard contrast < least else { return nil }
        // Rounded down, so that what misses the mark never reads as if it reached it.
        let hundredths = Int(contrast * 100)
        let figure = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
        return "\(colour) on \(paper) has a contrast of \(figure) : 1; \(what)."
    }

    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !text.contains(where: \.isWhitespace)
            && !text.contains(where: { "<>\"(),:;".contains($0) })
    }

    private static func faults(of navigation: [NavigationEntry]) -> [String] {
        var faults: [String] = []
        if navigation.count > longestNavigation { faults.append("At most \(longestNavigation) places have room.") }
        for entry in navigation {
            if entry.name.count > 40 { faults.append("A name has at most 40 characters.") }
            if !entry.path.hasPrefix("/") || entry.path.utf8.count > 200
                || (entry.name + entry.path).unicodeScalars.contains(where: { $0.value < 0x20 })
            {
                faults.append("There is no such place to lead to.")
            }
        }
        return Array(faults.prefix(3))
    }
}
