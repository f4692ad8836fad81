package import CommerceWeb
import Configuration
import Kernel
package import Mail
package import Staff
import SystemPackage

/// What the operator has decided, from flags, then the environment (`MASTHEAD_*`), then `masthead.yaml`.
package struct Settings: Sendable {
    /// Where the data directory's databases live.
    package enum Storage: Sendable, Hashable {
        /// A file per store in the data directory.
        case sqlite
        /// A schema per store on PostgreSQL, named by connection strings or URIs.
        case postgres(PostgresAddresses)
    }

    package let data: DataDirectory
    package let host: String
    /// 0 to 65535; 0 takes any free one.
    package let port: Int
    /// The public address of the site, without a slash at the end; `nil` when it is just where the server listens.
    package let origin: String?
    /// Whether a reverse proxy stands before it, and tells in `X-Forwarded-For` who really asks.
    package let isBehindProxy: Bool
    package let storage: Storage
    /// Whether each request is written to standard output as a line of JSON.
    package let logsRequests: Bool
    /// Whether the server asks for sources’ addresses by itself, to see whether they can still be read.
    package let checksSources: Bool
    /// Whether the server asks by itself where the links of published articles lead.
    package let checksLinks: Bool
    /// How much memory composed pages may take, in bytes.
    package let pageCache: Int
    /// Whose law the wording of disclosures follows.
    package let disclosureProfile: DisclosureProfile
    package let advertising: Advertising
    /// Who takes mail over; `nil` where the site sends none.
    package let mail: MailServer?
    /// How editions are sent; without ``mail`` none are.
    package let newsletter: Newsletter
    /// How services that hand mail on tell of bounces.
    package let mailHooks: MailHooks
    /// What of the publisher's settings the operator has decided instead.
    package let site: [SiteSetting: String]

    /// How advertisements come into pages.
    package struct Advertising: Sendable, Hashable {
        package enum Delivery: String, Sendable, Hashable, CaseIterable {
            /// With the page, which is for one reader then.
            case inline
            /// After the page, which is the same for everybody, so that a network may keep copies of it.
            case deferred
        }

        package let delivery: Delivery
        /// For how long such a copy need not be asked for again, in seconds.
        package let cacheSeconds: Int
        /// The file that tells the country of a network address; `nil` where the site doesn’t know countries.
        package let countries: String?
    }

    /// Flags that were given; each wins over the environment and the file.
    package struct Flags: Sendable {
        package var host: String?
        package var port: Int?
        package var logsRequests: Bool?

        package init(host: String? = nil, port: Int? = nil, logsRequests: Bool? = nil) {
            self.host = host
            self.port = port
            self.logsRequests = logsRequests
        }
    }

    /// Reads the settings of a data directory.
    ///
    /// - Throws: ``Problem`` of kind `invalid` that names the file or variable and what is wrong with it.
    package init(data: DataDirectory, flags: Flags = Flags(), environment: [String: String]) async throws {
        let reader = try await Self.reader(data: data, flags: flags, environment: environment)
        func text(_ key: ConfigKey, default value: String) async throws -> String {
            try await Self.naming(key) { try await reader.fetchString(forKey: key) } ?? value
        }
        func number(_ key: ConfigKey, default value: Int, in range: ClosedRange<Int>) async throws -> Int {
            let number = try await Self.naming(key) { try await reader.fetchInt(forKey: key) } ?? value
            guard range.contains(number) else {
                throw Self.problem(
                    "“\(key.description)” is \(number), but must be from \(range.lowerBound) to \(range.upperBound).")
            }
            return number
        }
        self.data = data
        host = try await text("http.host", default: "127.0.0.1")
        port = try await number("http.port", default: 8080, in: 0...65_535)
        let origin = try await text("site.address", default: "")
        if origin.isEmpty {
            self.origin = nil
        } else {
            guard origin.hasPrefix("https://") || origin.hasPrefix("http://"), !origin.hasSuffix("/") else {
                throw Self.problem(
                    "“site.address” is “\(origin)”, but must be like “https://www.example.org”, without a slash at the end."
                )
            }
            self.origin = origin
        }
        storage = try await Self.storage { try await text($0, default: $1) }
        logsRequests =
            try await Self.naming("log.requests") { try await reader.fetchBool(forKey: "log.requests") } ?? false
        isBehindProxy =
            try await Self.naming("http.behindProxy") { try await reader.fetchBool(forKey: "http.behindProxy") }
            ?? false
        checksSources =
            try await Self.naming("sources.check") { try await reader.fetchBool(forKey: "sources.check") } ?? true
        checksLinks =
            try await Self.naming("links.check") { try await reader.fetchBool(forKey: "links.check") } ?? true
        pageCache = try await number("cache.megabytes", default: 24, in: 1...65_536) << 20
        let profile = try await text("disclosure.profile", default: DisclosureProfile.us.rawValue)
        guard let known = DisclosureProfile(rawValue: profile) else {
            throw Self.problem("“disclosure.profile” is “\(profile)”, but must be “us”, “eu” or “uk”.")
        }
        disclosureProfile = known
        let delivery = try await text("advertising.delivery", default: Advertising.Delivery.inline.rawValue)
        guard let delivery = Advertising.Delivery(rawValue: delivery) else {
            throw Self.problem("“advertising.delivery” is “\(delivery)”, but must be “inline” or “deferred”.")
        }
        let countries = try await text("advertising.countries", default: "")
        advertising = Advertising(
            delivery: delivery,
            cacheSeconds: try await number("advertising.cacheSeconds", default: 60, in: 0...86_400),
            countries: countries.isEmpty ? nil : countries)
        mail = try await Self.mail(text, number)
        newsletter = try await Self.newsletter(reader, text, number)
        mailHooks = try await Self.mailHooks(text)
        var site: [SiteSetting: String] = [:]
        for (setting, key) in Self.siteKeys {
            let value = try await text(key, default: "")
            if !value.isEmpty { site[setting] = value }
        }
        if try await Self.naming("site.founded", { try await reader.fetchInt(forKey: "site.founded") }) != nil {
            site[.founded] = String(try await number("site.founded", default: 1, in: 1...9999))
        }
        try await site.merge(Self.newsletterChoices(reader, text)) { first, _ in first }
        if let zone = site[.timeZone], ZoneDirectory().zone(zone) == nil {
            throw Self.problem("“site.timeZone” is “\(zone)”, but must be a name such as “Europe/London”.")
        }
        self.site = site
    }

    private static func storage(_ text: (ConfigKey, String) async throws -> String) async throws -> Storage {
        let database = try await text("database", "sqlite")
        var own: [String: String] = [:]
        for store in Stores.names {
            let address = try await text(ConfigKey("databases.\(store)"), "")
            guard !address.isEmpty else { continue }
            guard PostgresAddresses.isAddress(address) else {
                throw problem(
                    "“databases.\(store)” must be the address of a PostgreSQL database (“postgresql://…”).")
            }
            own[store] = address
        }
        if database == "sqlite" {
            guard own.isEmpty else {
                throw problem(
                    "“databases” gives stores addresses of their own on PostgreSQL, but “database” is “sqlite”.")
            }
            return .sqlite
        }
        guard PostgresAddresses.isAddress(database) else {
            throw problem("“database” must be “sqlite” or the address of a PostgreSQL database (“postgresql://…”).")
        }
        return .postgres(PostgresAddresses(shared: database, own: own))
    }

    private static func mail(
        _ text: (ConfigKey, String) async throws -> String,
        _ number: (ConfigKey, Int, ClosedRange<Int>) async throws -> Int
    ) async throws -> MailServer? {
        let host = try await text("mail.server", "")
        let port = try await number("mail.port", 587, 1...65_535)
        let (word, from) = (try await text("mail.security", "starttls"), try await text("mail.from", ""))
        let (user, password) = (try await text("mail.username", ""), try await text("mail.password", ""))
        guard !host.isEmpty else { return nil }
        guard let security = MailServer.Security(rawValue: word) else {
            throw problem("“mail.security” is “\(word)”, but must be “starttls”, “tls” or “none”.")
        }
        guard let sender = EmailAddress(from) else {
            throw problem(
                "“mail.from” is “\(from)”, but must be the address from which the site writes, like “desk@example.org”."
            )
        }
        guard host.utf8.count <= 253, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"/@?#\\".utf8.contains($0) })
        else { throw problem("“mail.server” is “\(host)”, but must be the name of a server, like “mail.example.org”.") }
        guard security != .none || user.isEmpty || ["localhost", "127.0.0.1", "::1"].contains(host) else {
            throw problem("“mail.security” is “none”, so “mail.password” would go to “\(host)” for everybody to read.")
        }
        return MailServer(
            host: host, port: port, security: security, user: user, password: password, sender: sender)
    }

    private static let siteKeys: [(setting: SiteSetting, key: ConfigKey)] = [
        (.name, "site.name"), (.tagline, "site.tagline"), (.description, "site.description"),
        (.publisher, "site.publisher"), (.contact, "site.contact"), (.language, "site.language"),
        (.timeZone, "site.timeZone"),
    ]

    private static func reader(
        data: DataDirectory, flags: Flags, environment: [String: String]
    ) async throws -> ConfigReader {
        var given: [AbsoluteConfigKey: ConfigValue] = [:]
        if let host = flags.host { given["http.host"] = .init(.string(host), isSecret: false) }
        if let port = flags.port { given["http.port"] = .init(.int(port), isSecret: false) }
        if let logs = flags.logsRequests { given["log.requests"] = .init(.bool(logs), isSecret: false) }
        let file: FileProvider<YAMLSnapshot>
        do {
            file = try await FileProvider(filePath: FilePath(data.configurationPath), allowMissing: true)
        } catch {
            throw Problem(
                .invalid, slug: "configuration-unreadable", title: "The configuration cannot be read",
                detail:
                    "\(data.configurationPath): \(oneLine(error)). Mend the file, or move it away to start with the defaults."
            )
        }
        return ConfigReader(providers: [
            InMemoryProvider(name: "flags", values: given),
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "masthead"),
            file,
        ])
    }

    static func naming<Value>(_ key: ConfigKey, _ read: () async throws -> Value) async throws -> Value {
        do {
            return try await read()
        } catch {
            throw problem("“\(key.description)” cannot be used: \(oneLine(error)).")
        }
    }

    /// Parsers explain themselves over several lines; a terminal gets one.
    private static func oneLine(_ error: any Error) -> String {
        let words = "\(error)".split(whereSeparator: \.isWhitespace).filter { $0 != "^" }.joined(separator: " ")
        return String(words.reversed().drop { $0 == "." }.reversed())
    }

    static func problem(_ detail: String) -> Problem {
        Problem(.invalid, slug: "configuration-invalid", title: "The configuration is wrong", detail: detail)
    }
}
