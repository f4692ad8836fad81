import Kernel

/// What the publisher decides about the newsletter.
extension SiteSettings {
    /// The days of the week from Monday on, as ``CalendarDay/weekday`` calls them.
    package static let weekdays = (4..<11).map { CalendarDay(daysSince1970: $0).weekday }

    /// In minutes; an edition that is made earlier than half a day before would miss what is new.
    package static let longestLead = 720

    /// Whether editions are made and sent.
    package var sendsNewsletter: Bool { self[.newsletter] == "yes" }

    /// 0 to 23, by the site’s clocks.
    package var newsletterHour: Int { Int(self[.newsletterHour]) ?? 7 }

    /// As ``CalendarDay/weekday`` calls it.
    package var newsletterWeekday: String { self[.newsletterWeekday] }

    /// How long before it goes an edition is made.
    package var newsletterLead: Duration { .seconds((Int(self[.newsletterLead]) ?? 60) * 60) }

    /// Whether an edition waits for an editor.
    package var needsApproval: Bool { self[.newsletterApproval] == "yes" }

    /// Whether clicks on the links of an edition are counted, by article and never by person.
    package var countsNewsletterClicks: Bool { self[.newsletterClicks] == "yes" }

    var newsletterFaults: [(SiteSetting, String)] {
        var faults: [(SiteSetting, String)] = []
        for setting in [SiteSetting.newsletter, .newsletterApproval, .newsletterClicks]
        where !["yes", "no"].contains(self[setting]) {
            faults.append((setting, "Choose one."))
        }
        if Int(self[.newsletterHour]).map((0...23).contains) != true {
            faults.append((.newsletterHour, "Write an hour from 0 to 23."))
        }
        if !Self.weekdays.contains(self[.newsletterWeekday]) {
            faults.append((.newsletterWeekday, "Choose a day of the week."))
        }
        if Int(self[.newsletterLead]).map((0...Self.longestLead).contains) != true {
            faults.append((.newsletterLead, "Write a number of minutes from 0 to \(Self.longestLead)."))
        }
        return faults
    }
}
