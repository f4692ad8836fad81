package import Kernel
import Staff

/// The site that `masthead demo` makes: real articles under an invented name.
package struct ExampleSite: Sendable {
    private let clock: any WallClock

    package init(clock: any WallClock) { self.clock = clock }

    /// Makes the site in a data directory.
    ///
    /// It is made in a directory beside, which then takes its place: a run that was cut short leaves no half of a site,
    /// and is simply done again.
    ///
    /// - Returns: How many articles it has.
    /// - Throws: ``Problem`` of kind `conflict` when the directory, or the PostgreSQL database that the environment
    ///   names, holds something already.
    package func make(in data: DataDirectory, environment: [String: String]) async throws -> Int {
        let workshop = try data.openWorkshop()
        let articles = try await write(into: workshop, environment: environment)
        try workshop.move(to: data)
        return articles
    }

    private func write(into data: DataDirectory, environment: [String: String]) async throws -> Int {
        let files = ExampleFiles()
        let settings = try await Settings(data: data, environment: environment)
        let stores = try await Stores(settings, clock: clock)
        guard try await stores.isEmpty else {
            await stores.close()
            throw Problem(
                .conflict, slug: "database-in-use", title: "The example site cannot be made",
                detail:
                    "The database holds something already. Give it an empty one, or serve what is there with “masthead serve”."
            )
        }
        do {
            let articles = try await ExampleEditorial(files: files, database: stores.editorial, clock: clock).write()
            try await ExampleCommerce(files: files, database: stores.commerce, clock: clock).write()
            try await ExampleAudience(files: files, database: stores.audience).write(under: articles)
            try await NewSite.choose(
                Self.settings(of: try files.yaml("site.yaml")), in: stores.staff, settings: settings, clock: clock)
            try data.writeConfiguration(ConfigurationFile.text(checksSources: false))
            await stores.close()
            return articles.count
        } catch {
            await stores.close()
            throw error
        }
    }

    private static func settings(of site: ExampleRecords.Site) -> [SiteSetting: String] {
        [
            .name: site.name, .tagline: site.tagline, .description: site.description, .publisher: site.publisher,
            .founded: String(site.founded), .contact: site.contact, .language: site.language,
        ]
    }
}
