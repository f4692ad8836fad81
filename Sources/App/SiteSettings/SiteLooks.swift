import Editorial
import HTTPSupport
import Kernel
import Staff
import StaffWeb

/// Makes what the frame of the pages shows, from the settings and from the sections that there are.
struct SiteLooks: Sendable {
    let settings: SiteSettingsStore
    let taxonomy: TaxonomyStore
    let zones: ZoneDirectory

    /// The pages besides the sections that a navigation can lead to.
    private static let pages: [(route: Route, name: String)] = [
        (.howWeMakeMoney, "How we make money"), (.partners, "Partners"), (.standards, "Standards"),
        (.corrections, "Corrections"), (.search, "Search"),
    ]

    /// What readers are to see now.
    func current() async throws -> SiteLook {
        let settings = try await settings.settings()
        return try await look(of: settings, stylesheet: ThemeStylesheet(settings).map { Route.asset($0.name).path })
    }

    /// What they would see with other settings.
    func look(of settings: SiteSettings, stylesheet: String?) async throws -> SiteLook {
        let places = try await places()
        var look = SiteLook(identity: SiteIdentity(settings, zones: zones))
        look.stylesheet = stylesheet
        look.allowsFrames = settings.allowsThirdPartyFrames
        look.sendsNewsletter = settings.sendsNewsletter
        if settings[.navigation].isEmpty {
            look.navigation = places.filter(\.isSection).map(\.link)
        } else {
            // A section that was removed since is passed over.
            look.navigation = settings.navigation.compactMap { entry in
                places.first { $0.link.route.path == entry.path }.map { place in
                    SiteLook.Link(route: place.link.route, name: entry.name.isEmpty ? place.link.name : entry.name)
                }
            }
        }
        return look
    }

    /// Every place that a navigation can lead to.
    func destinations() async throws -> [SettingsController.Destination] {
        try await places().map { .init(path: $0.link.route.path, name: $0.link.name) }
    }

    private func places() async throws -> [(link: SiteLook.Link, isSection: Bool)] {
        let sections = try await taxonomy.sections().map(\.section)
        return sections.map { (SiteLook.Link(route: .section($0.slug), name: $0.name), true) }
            + Self.pages.map { (SiteLook.Link(route: $0.route, name: $0.name), false) }
    }
}
