import Kernel
import Mail
import Staff
import TestSupport
import Testing

@testable import App

@Suite struct SettingsTests {
    private func settings(
        _ file: String?, flags: Settings.Flags = .init(), environment: [String: String] = [:]
    ) async throws -> Settings {
        try await withTemporaryFolder("app") { folder in
            let data = DataDirectory(folder)
            if let file { try data.writeConfiguration(file) }
            return try await Settings(data: data, flags: flags, environment: environment)
        }
    }

    private func detail(of file: String?, environment: [String: String] = [:]) async -> String {
        let problem = await #expect(throws: Problem.self) {
            try await settings(file, environment: environment)
        }
        return problem?.detail ?? ""
    }

    @Test func withoutAnythingThereAreDefaults() async throws {
        let settings = try await settings(nil)
        #expect(settings.host == "127.0.0.1")
        #expect(settings.port == 8080)
        #expect(settings.storage == .sqlite)
        #expect(settings.origin == nil)
    }

    @Test func flagsWinOverTheEnvironmentAndItOverTheFile() async throws {
        let file = "http:\n  port: 1\n  host: file\nsite:\n  name: File\n"
        let environment = ["MASTHEAD_HTTP_PORT": "2", "MASTHEAD_HTTP_HOST": "environment", "HTTP_PORT": "9"]
        let settings = try await settings(file, flags: .init(port: 3), environment: environment)
        #expect(settings.port == 3)
        #expect(settings.host == "environment")
        #expect(settings.site[.name] == "File")
    }

    @Test func mailNeedsAServerAndASender() async throws {
        #expect(try await settings(nil).mail == nil)
        let file = "mail:\n  server: mail.a.example\n  from: desk@a.example\n  username: desk\n  password: secret\n"
        let mail = try #require(try await settings(file).mail)
        #expect(mail.port == 587)
        #expect(mail.security == .startTLS)
        #expect(mail.sender.text == "desk@a.example")
        let local = ["MASTHEAD_MAIL_SECURITY": "none", "MASTHEAD_MAIL_SERVER": "127.0.0.1", "MASTHEAD_MAIL_PORT": "25"]
        #expect(try await settings(file, environment: local).mail?.security == MailServer.Security.none)
        for (environment, word) in [
            (["MASTHEAD_MAIL_SECURITY": "none"], "for everybody to read"),
            (["MASTHEAD_MAIL_SECURITY": "ssl"], "starttls"),
            (["MASTHEAD_MAIL_FROM": "desk"], "mail.from"), (["MASTHEAD_MAIL_PORT": "0"], "mail.port"),
            (["MASTHEAD_MAIL_SERVER": "mail.a.example/x"], "mail.server"),
            (["MASTHEAD_MAIL_SERVER": "smtp://mail.a.example"], "mail.server"),
        ] {
            let detail = await detail(of: file, environment: environment)
            #expect(detail.contains(word), "\(environment): \(detail)")
        }
    }

    @Test func theFileOfANewSiteFixesNothing() async throws {
        #expect(try await settings(ConfigurationFile.text()).site.isEmpty)
    }

    @Test func whatTheFileSaysOfTheSiteIsFixed() async throws {
        let file = "site:\n  name: \"A \\\"quoted\\\" name: # yes\"\n  founded: 1999\n  timeZone: Europe/Berlin\n"
        let settings = try await settings(file, environment: ["MASTHEAD_SITE_LANGUAGE": "de"])
        #expect(
            settings.site == [
                .name: "A \"quoted\" name: # yes", .founded: "1999", .timeZone: "Europe/Berlin", .language: "de",
            ])
    }

    @Test(arguments: [
        "a: [", "\"", "- a\n- b\n", "a: b: c\n", "\t", "just text",
    ])
    func aBrokenFileIsNamedInOneLine(file: String) async {
        let detail = await detail(of: file)
        #expect(detail.contains("masthead.yaml"))
        #expect(!detail.contains("\n"))
    }

    @Test(arguments: [
        ("http:\n  port: abc\n", "http.port"), ("http:\n  port: 70000\n", "http.port"),
        ("http:\n  port: -1\n", "http.port"), ("database: oracle\n", "database"),
        ("site:\n  address: www.example.org\n", "site.address"),
        ("site:\n  address: https://www.example.org/\n", "site.address"),
        ("cache:\n  megabytes: 0\n", "cache.megabytes"),
        ("databases:\n  commerce: postgresql://a@b/c\n", "databases"),
        ("database: postgresql://a@b/c\ndatabases:\n  staff: sqlite\n", "databases.staff"),
        ("log:\n  requests: perhaps\n", "log.requests"), ("site:\n  founded: 0\n", "site.founded"),
        ("sources:\n  check: seldom\n", "sources.check"),
        ("links:\n  check: seldom\n", "links.check"),
        ("site:\n  timeZone: Mars/Olympus\n", "site.timeZone"),
        ("site:\n  timeZone: ../../etc/passwd\n", "site.timeZone"),
    ])
    func aWrongValueIsNamedInOneLine(file: String, key: String) async {
        let detail = await detail(of: file)
        #expect(detail.contains(key))
        #expect(!detail.contains("\n"))
    }

    @Test func aWrongVariableIsNamed() async {
        #expect(await detail(of: nil, environment: ["MASTHEAD_HTTP_PORT": "x"]).contains("MASTHEAD_HTTP_PORT"))
    }

    @Test func sourcesAreCheckedUnlessTheOperatorSaysOtherwise() async throws {
        #expect(try await settings(nil).checksSources)
        #expect(try await !settings("sources:\n  check: false\n").checksSources)
        #expect(try await !settings(nil, environment: ["MASTHEAD_SOURCES_CHECK": "false"]).checksSources)
        let example = ConfigurationFile.text(checksSources: false)
        #expect(try await !settings(example).checksSources)
        #expect(try await !settings(example).checksLinks)
        #expect(try await settings("sources:\n  check: false\n").checksLinks)
        #expect(try await !settings(nil, environment: ["MASTHEAD_LINKS_CHECK": "false"]).checksLinks)
        let own = ConfigurationFile.text()
        #expect(try await settings(own).checksSources)
    }

    @Test func postgresIsTakenByItsAddress() async throws {
        let settings = try await settings("database: postgresql://user@host/name\n")
        #expect(settings.storage == .postgres(PostgresAddresses(shared: "postgresql://user@host/name")))
    }

    @Test func aStoreMayHaveAnAddressOfItsOwn() async throws {
        let settings = try await settings(
            "database: postgresql://user@host/name\ndatabases:\n  commerce: postgresql://trade@host/name\n")
        guard case .postgres(let addresses) = settings.storage else {
            Issue.record("it is not PostgreSQL")
            return
        }
        #expect(addresses.address(of: "commerce") == "postgresql://trade@host/name")
        #expect(addresses.address(of: "editorial") == "postgresql://user@host/name")
    }
}
