package import Kernel

/// The site that `masthead demo` makes: real articles under an invented name.
package struct ExampleSite: Sendable {
    private let clock: any WallClock

    package init(clock: any WallClock) { self.clock = clock }

    /// Makes the site in a data directory.
    ///
    /// The settings are written last: a directory without them holds no site, and a run that was cut short is simply
    /// done again.
    ///
    /// - Returns: How many articles it has.
    package func make(in data: DataDirectory, environment: [String: String]) async throws -> Int {
        try data.create()
        let files = ExampleFiles()
        let settings = try await Settings(data: data, environment: environment)
        let stores = try await Stores(settings, clock: clock)
        do {
            let articles = try await ExampleEditorial(files: files, database: stores.editorial, clock: clock).write()
            try await ExampleCommerce(files: files, database: stores.commerce).write()
            try await ExampleAudience(files: files, database: stores.audience).write(under: articles)
            try data.writeConfiguration(try Self.configuration(of: files.yaml("site.yaml")))
            await stores.close()
            return articles.count
        } catch {
            await stores.close()
            throw error
        }
    }

    private static func configuration(of site: ExampleRecords.Site) throws -> String {
        ConfigurationFile.text(
            name: site.name, tagline: site.tagline, description: site.description, publisher: site.publisher,
            founded: site.founded, contact: site.contact, language: site.language)
    }
}
