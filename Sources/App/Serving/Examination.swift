package import DNS
import HTTPSupport
import Kernel
import Staff

/// Looks at a site as `masthead doctor` does: everything that serving it needs, without serving it.
package struct Examination: Sendable {
    /// What was looked at, and how it was found.
    package struct Finding: Sendable, Hashable {
        package enum State: Character, Sendable, Hashable {
            case good = "✓"
            /// Works, and could be better.
            case weak = "!"
            /// Nobody could tell.
            case unknown = "?"
            case failure = "✗"
        }

        package let subject: String
        package let detail: String
        package let state: State
        /// What would mend it, to be copied.
        package let remedy: String?

        init(subject: String, detail: String, state: State = .good, remedy: String? = nil) {
            self.subject = subject
            self.detail = detail
            self.state = state
            self.remedy = remedy
        }

        package var isFailure: Bool { state == .failure }

        /// A line for a person, and one with what to add.
        package var text: String {
            "\(state.rawValue) \(subject): \(detail)" + (remedy.map { "\n    add: \($0)" } ?? "")
        }
    }

    private let data: DataDirectory
    private let environment: [String: String]
    private let resolver: any DNSResolver

    /// - Parameter resolver: Tells what domains publish.
    package init(
        data: DataDirectory, environment: [String: String], resolver: any DNSResolver = SystemResolver()
    ) {
        self.data = data
        self.environment = environment
        self.resolver = resolver
    }

    /// Looks at one thing after another, and stops where the next depends on what failed.
    package func findings() async -> [Finding] {
        guard data.holdsSite else {
            return [
                failure("Data directory", "\(data.configurationPath) does not exist; “masthead init” makes a site.")
            ]
        }
        var findings = [Finding(subject: "Data directory", detail: data.path)]
        do {
            let settings = try await Settings(data: data, environment: environment)
            findings.append(.init(subject: "Settings", detail: "read"))
            findings += await databaseFindings(settings)
            if let server = settings.mail {
                findings += await MailExamination(
                    server: server, resolver: resolver, newsletter: Self.newsletter(settings, server)
                ).findings()
            }
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
                .init(subject: "Databases", detail: "\(engine), schemas up to date"),
                .init(subject: "Wall", detail: Self.detail(wallKeeper)),
                .init(
                    subject: "Content",
                    detail: "\(site[.name]): \(figures.articles) articles, \(figures.staleFacts) facts due for review",
                ),
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
        Finding(subject: subject, detail: detail, state: .failure)
    }
}
