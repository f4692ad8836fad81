import Database
import Editorial
package import Kernel
package import Staff

/// What `masthead init` puts into the databases of a new site.
package struct NewSite: Sendable {
    private let settings: Settings
    private let clock: any WallClock

    package init(settings: Settings, clock: any WallClock) {
        self.settings = settings
        self.clock = clock
    }

    /// Looks whether a site can be called and described so.
    ///
    /// - Throws: ``Problem`` of kind `invalid`.
    package static func check(_ values: [SiteSetting: String]) throws(Problem) {
        try SiteSettings().changed(to: values).check(zone: ZoneDirectory().zone)
    }

    /// Makes the tables, what the site is called, and the policies that every page links to.
    package func write(_ values: [SiteSetting: String]) async throws {
        let stores = try await Stores(settings, clock: clock)
        do {
            try await Self.choose(values, in: stores.staff, settings: settings, clock: clock)
            let chosen = try await SiteSettingsStore(
                database: stores.staff, clock: clock, fixed: settings.site, zone: ZoneDirectory().zone
            ).settings()
            let policies = PolicyStore(database: stores.editorial)
            let texts = DefaultPolicies.all(name: chosen[.name], contact: chosen[.contact], on: clock.now().day)
            for policy in texts where try await policies.policy(on: policy.subject) == nil {
                try await policies.save(policy)
            }
        } catch {
            await stores.close()
            throw error
        }
        await stores.close()
    }

    /// Writes the first choices, as those of whoever made the site.
    static func choose(
        _ values: [SiteSetting: String], in staff: any Database, settings: Settings, clock: any WallClock
    ) async throws {
        let store = SiteSettingsStore(
            database: staff, clock: clock, fixed: settings.site, zone: ZoneDirectory().zone)
        try await store.change(to: values, base: try await store.settings().change, by: "", name: "masthead")
    }
}
