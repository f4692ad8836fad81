import HTTPSupport
import Kernel
import Staff

/// Looks at a site as `masthead doctor` does: everything that serving it needs, without serving it.
package struct Examination: Sendable {
    /// What was looked at, and how it was found.
    package struct Finding: Sendable, Hashable {
        package let subject: String
        package let detail: String
        package let isFailure: Bool

        /// One line for a person.
        package var line: String { "\(isFailure ? "✗" : "✓") \(subject): \(detail)" }
    }

    private let data: DataDirectory
    private let environment: [String: String]

    package init(data: DataDirectory, environment: [String: String]) {
        self.data = data
        self.environment = environment
    }

    /// Looks at one thing after another, and stops where the next depends on what failed.
    package func findings() async -> [Finding] {
        guard data.holdsSite else {
            return [
                failure("Data directory", "\(data.configurationPath) does not exist; “masthead init” makes a site.")
            ]
        }
        var findings = [Finding(subject: "Data directory", detail: data.path, isFailure: false)]
        do {
            let settings = try await Settings(data: data, environment: environment)
            findings.append(.init(subject: "Settings", detail: "read", isFailure: false))
            findings += await databaseFindings(settings)
        } catch {
            findings.append(failure("Settings", "\(error)"))
        }
        return findings
    }

    private func databaseFindings(_ settings: Settings) async -> [Finding] {
        do {
            let stores = try await Stores(settings, clock: SystemClock())
            let figures = try await SiteFigures(stores: stores).read()
            let wallKeeper = try await stores.wallKeeper()
            let site = try await SiteSettingsStore(
                database: stores.staff, clock: SystemClock(), fixed: settings.site, zone: ZoneDirectory().zone
            ).settings()
            await stores.close()
            let engine = settings.storage == .sqlite ? "SQLite, in the data directory" : "PostgreSQL"
            return [
                .init(subject: "Databases", detail: "\(engine), schemas up to date", isFailure: false),
                .init(subject: "Wall", detail: Self.detail(wallKeeper), isFailure: false),
                .init(
                    subject: "Content",
                    detail: "\(site[.name]): \(figures.articles) articles, \(figures.staleFacts) facts due for review",
                    isFailure: false),
            ]
        } catch {
            return [failure("Databases", "\(error)")]
        }
    }

    private static func detail(_ keeper: Stores.WallKeeper) -> String {
        switch keeper {
        case .files: "the editorial and the commercial side have a file each"
        case .server: "PostgreSQL refuses each side the other’s tables"
        case .program:
            "kept by the program alone, since one role reads both sides; give each store an address with a role of its own (“databases.editorial”, “databases.commerce”)"
        }
    }

    private func failure(_ subject: String, _ detail: String) -> Finding {
        Finding(subject: subject, detail: detail, isFailure: true)
    }
}
