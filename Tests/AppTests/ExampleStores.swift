import Kernel
import TestSupport

@testable import App

/// Makes the example site in a folder of its own, and keeps its stores open for the time of `body`.
func withExampleStores(
    clock: any WallClock, environment: [String: String] = [:],
    _ body: (_ settings: Settings, _ stores: Stores) async throws -> Void
) async throws {
    try await withTemporaryFolder("example") { folder in
        let data = DataDirectory(folder + "/site")
        _ = try await ExampleSite(clock: clock).make(in: data, environment: [:])
        let settings = try await Settings(data: data, environment: environment)
        let stores = try await Stores(settings, clock: clock)
        do {
            try await body(settings, stores)
        } catch {
            await stores.close()
            throw error
        }
        await stores.close()
    }
}

extension Site {
    /// A site as it is served at the address that the tests ask.
    static func example(_ settings: Settings, _ stores: Stores, clock: any WallClock) async throws -> Site {
        try await Site(settings: settings, stores: stores, origin: "https://quarto.example", clock: clock, rest: .zero)
    }
}
