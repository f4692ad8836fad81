import Database

/// One thing that the publisher decides about the site, by the name under which it is kept.
package enum SiteSetting: String, Sendable, Hashable, CaseIterable, ColumnCodable {
    case name, tagline, description, publisher, founded, contact, language
    case timeZone = "time-zone"
    case accent, paper, ink
    case darkAccent = "dark-accent"
    case darkPaper = "dark-paper"
    case darkInk = "dark-ink"
    /// ``NavigationEntry`` a line; empty for every section in its order.
    case navigation
    /// Whether “How we make money” tells how the revenue divides: `yes` or `no`.
    case revenueSplit = "revenue-split"
    /// Whether search engines may list sponsored articles: `yes` or `no`.
    case sponsoredListing = "sponsored-listing"
    /// Whether readers can write under articles: `yes` or `no`.
    case discussions
    /// After how many days discussions close; 0 for never.
    case discussionDays = "discussion-days"
    /// Whether advertisers may have frames of third parties: `yes` or `no`.
    case thirdPartyFrames = "third-party-frames"
    /// Where buyers of advertising can write to; empty for where readers can.
    case sellerContact = "seller-contact"
    /// The registrable domain of whoever owns the site; empty for the site’s own.
    case ownerDomain = "owner-domain"
    /// ``AdsTextLine`` a line.
    case adsText = "ads-text"
    /// Whether editions are made and sent: `yes` or `no`.
    case newsletter
    /// At which hour of the site’s clocks an edition goes, 0 to 23.
    case newsletterHour = "newsletter-hour"
    /// The day of the week on which the weekly edition goes, as ``CalendarDay/weekday`` calls it.
    case newsletterWeekday = "newsletter-weekday"
    /// How many minutes before it goes an edition is made.
    case newsletterLead = "newsletter-lead"
    /// Whether an edition waits for an editor: `yes` or `no`.
    case newsletterApproval = "newsletter-approval"
    /// Whether clicks on the links of an edition are counted, by article: `yes` or `no`.
    case newsletterClicks = "newsletter-clicks"

    /// What holds while nobody has decided; the colours are those of the theme.
    package var original: String {
        switch self {
        case .name: "Masthead"
        case .tagline: "A reference site"
        case .description: "Answers and guides, with their sources."
        case .publisher: ""
        case .founded: "2026"
        case .contact: "editors@localhost.invalid"
        case .language: "en-GB"
        case .timeZone: "UTC"
        case .accent: "#94200f"
        case .paper: "#fbfaf6"
        case .ink: "#1c1a17"
        case .darkAccent: "#eb9c86"
        case .darkPaper: "#161513"
        case .darkInk: "#e4dfd5"
        case .navigation: ""
        case .revenueSplit: "no"
        case .sponsoredListing: "no"
        case .discussions: "yes"
        case .discussionDays: "0"
        case .thirdPartyFrames: "no"
        case .sellerContact, .ownerDomain, .adsText: ""
        case .newsletter: "yes"
        case .newsletterHour: "7"
        case .newsletterWeekday: "Friday"
        case .newsletterLead: "60"
        case .newsletterApproval: "no"
        case .newsletterClicks: "no"
        }
    }

    /// What it is called on screen.
    package var label: String {
        switch self {
        case .name: "Name"
        case .tagline: "Tagline"
        case .description: "Description"
        case .publisher: "Publisher"
        case .founded: "Year of foundation"
        case .contact: "E-mail address for readers"
        case .language: "Language"
        case .timeZone: "Time zone"
        case .accent: "Links"
        case .paper: "Background"
        case .ink: "Text"
        case .darkAccent: "Links, dark"
        case .darkPaper: "Background, dark"
        case .darkInk: "Text, dark"
        case .navigation: "Navigation"
        case .revenueSplit: "Split of revenue"
        case .sponsoredListing: "Sponsored articles in search engines"
        case .discussions: "Discussions"
        case .discussionDays: "Days until discussions close"
        case .thirdPartyFrames: "Frames of third parties"
        case .sellerContact: "E-mail address for buyers"
        case .ownerDomain: "Owner’s domain"
        case .adsText: "Further lines of ads.txt"
        case .newsletter: "The newsletter"
        case .newsletterHour: "Hour"
        case .newsletterWeekday: "Day of the weekly edition"
        case .newsletterLead: "Minutes before"
        case .newsletterApproval: "Approval"
        case .newsletterClicks: "Clicks"
        }
    }
}

/// A place that the navigation leads to.
package struct NavigationEntry: Sendable, Hashable {
    /// A path from the root, such as `/sections/rivers`.
    package let path: String
    /// What it is called there; empty for its own name.
    package let name: String

    package init(path: String, name: String) {
        self.path = path
        self.name = name
    }

    /// Reads the lines that ``text(_:)`` writes.
    package static func entries(_ text: String) -> [NavigationEntry] {
        text.split(separator: "\n").map { line in
            let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
            return NavigationEntry(path: String(parts[0]), name: parts.count > 1 ? String(parts[1]) : "")
        }
    }

    /// One entry a line, the path and the name with a tab between.
    package static func text(_ entries: [NavigationEntry]) -> String {
        entries.map { "\($0.path)\t\($0.name)" }.joined(separator: "\n")
    }
}
