package import Audience
import Editorial
package import Kernel
import Staff

/// Makes editions when their time has come.
package struct EditionComposer: Sendable {
    let news: EditionNews
    let editions: EditionStore
    let settings: SiteSettingsStore
    let zones: ZoneDirectory
    let clock: any WallClock

    /// What was begun before this and isn’t committed yet may still be of that time: it belongs to the next edition.
    static let settling = Duration.seconds(30)

    /// Whether the publisher wants editions to be made and sent.
    package func isOn() async throws -> Bool { try await settings.settings().sendsNewsletter }

    /// When editions go, as the publisher has it now.
    package func calendar() async throws -> EditionCalendar { Self.calendar(try await settings.settings(), zones) }

    private static func calendar(_ settings: SiteSettings, _ zones: ZoneDirectory) -> EditionCalendar {
        EditionCalendar(
            hour: settings.newsletterHour, weekday: settings.newsletterWeekday, lead: settings.newsletterLead,
            zone: zones.zone(settings[.timeZone]) ?? .utc)
    }

    /// Makes the editions that are to be made now and aren’t there yet.
    ///
    /// - Returns: Those that this call made; of several nodes, one makes each.
    package func composeDue() async throws -> [Edition.ID] {
        let settings = try await settings.settings()
        guard settings.sendsNewsletter else { return [] }
        let calendar = Self.calendar(settings, zones)
        var made: [Edition.ID] = []
        for id in calendar.due(at: clock.now()) where try await !editions.isThere(id) {
            // Whoever switches it on after its hour, or moves that, means the next one.
            let decided = try await self.settings.lastChange(of: [.newsletter, .newsletterHour, .newsletterWeekday])
            if let decided, calendar.goes(on: id.day) < decided { continue }
            if try await compose(id) { made.append(id) }
        }
        return made
    }

    /// The edition of a rhythm that would be made now.
    package func today(_ rhythm: Rhythm) async throws -> Edition.ID {
        Edition.ID(day: try await calendar().zone.reading(of: clock.now()).day, rhythm: rhythm)
    }

    /// Makes an edition, unless it is there already.
    ///
    /// - Returns: Whether this call made it.
    package func compose(_ id: Edition.ID) async throws -> Bool {
        let settings = try await settings.settings()
        let (since, until) = try await time(of: id.rhythm)
        return try await editions.compose(
            id, items: try await news.items(on: id.day, after: since, upTo: until), since: since, until: until,
            goes: Self.calendar(settings, zones).goes(on: id.day), needsApproval: settings.needsApproval)
    }

    /// An edition as it would be made now, which isn’t kept.
    ///
    /// - Parameter start: Where what is new begins; otherwise where the last edition ended.
    /// - Returns: `nil` when nothing is new.
    package func preview(_ id: Edition.ID, since start: Timestamp? = nil) async throws -> ComposedEdition? {
        let (told, until) = try await time(of: id.rhythm)
        let since = start ?? told
        return ComposedEdition(
            previewing: id, items: try await news.items(on: id.day, after: since, upTo: until), since: since,
            until: until, goes: try await calendar().goes(on: id.day))
    }

    /// From when to when an edition that is made now tells what happened.
    private func time(of rhythm: Rhythm) async throws -> (since: Timestamp, until: Timestamp) {
        let until = clock.now().advanced(by: .zero - Self.settling)
        let days = rhythm == .weekly ? 7 : 1
        let since = try await editions.told(rhythm) ?? until.advanced(by: .seconds(-days * 86_400))
        return (min(since, until), until)
    }
}
