import Editorial
import HTTPSupport
package import Kernel

/// What `masthead init` puts into the databases of a new site.
package struct NewSite: Sendable {
    private let settings: Settings
    private let clock: any WallClock

    package init(settings: Settings, clock: any WallClock) {
        self.settings = settings
        self.clock = clock
    }

    /// Makes the tables, and the policies that every page links to.
    package func write() async throws {
        let stores = try await Stores(settings, clock: clock)
        do {
            let policies = PolicyStore(database: stores.editorial)
            let texts = DefaultPolicies.all(
                name: settings.site.name, contact: settings.site.contact, on: clock.now().day)
            for policy in texts where try await policies.policy(on: policy.subject) == nil {
                try await policies.save(policy)
            }
        } catch {
            await stores.close()
            throw error
        }
        await stores.close()
    }
}
