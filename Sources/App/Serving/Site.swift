import Assets
import Audience
import AudienceWeb
import Commerce
import CommerceWeb
import Compositor
import Editorial
import EditorialWeb
import HTTPSupport
package import Kernel

/// The composition root: the one place that sees both sides of the wall, and joins them.
package struct Site: Sendable {
    package let library: PageLibrary
    package let shell: BroadsheetShell
    let dynamicPages: [any DynamicPageSource]
    private let taxonomy: TaxonomyStore

    /// - Parameter origin: Where readers find the site, without a slash at the end.
    package init(settings: Settings, stores: Stores, origin: String, clock: any WallClock) async throws {
        let assets = AssetPages()
        let changes = ChangeFeed()
        shell = BroadsheetShell(
            origin: origin, site: settings.site, stylesheet: assets.lastingRoute(of: "broadsheet.css"))
        taxonomy = TaxonomyStore(database: stores.editorial, changes: changes)
        let reader = ReaderPages(
            articles: ArticleStore(
                database: stores.editorial, changes: changes, reservedSlugs: Route.reservedSlugs),
            taxonomy: taxonomy, people: PersonStore(database: stores.editorial, changes: changes),
            policies: PolicyStore(database: stores.editorial), search: SearchStore(database: stores.editorial),
            shell: shell, clock: clock)
        let partners = PartnerPages(
            partners: PartnerStore(database: stores.commerce), shell: shell, clock: clock)
        let slots = HouseSlots(try await HouseAdvertisementStore(database: stores.commerce).all())
        library = PageLibrary(
            sources: [reader, partners, assets],
            discussions: DiscussionView(comments: CommentStore(database: stores.audience), shell: shell),
            compositor: Compositor(slots: slots, disclosures: DisclosureWording()), clock: clock,
            capacity: settings.pageCache)
        dynamicPages = [reader]
        try await readNavigation()
        let library = library
        // Lists, feeds and related articles may show any article, so a change to one is a change to all.
        let site = self
        changes.observe { change in
            library.forgetAll()
            guard case .everything = change else { return }
            Task {
                try? await site.readNavigation()
                library.forgetAll()
            }
        }
    }

    private func readNavigation() async throws {
        shell.navigate(
            to: try await taxonomy.sections().map { .init(slug: $0.section.slug, name: $0.section.name) })
    }
}
