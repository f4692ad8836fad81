import Kernel
import Mail
import SystemPackage
import TestSupport
import Testing

@testable import App

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct SigningKeyMakerTests {
    private func with(_ file: String, _ body: (SigningKeyMaker, DataDirectory) throws -> Void) async throws {
        try await withTemporaryFolder("app") { folder in
            let data = DataDirectory(folder)
            try data.writeConfiguration(file)
            try body(try SigningKeyMaker(try await Settings(data: data, environment: [:])), data)
        }
    }

    private func mode(of path: String) throws -> mode_t {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return status.st_mode & 0o7777
    }

    private let file = """
        site:
          address: https://www.example.org
        mail:
          server: mail.example.org
          from: desk@example.org
        newsletter:
          from: daily@News.example.org
          bounceDomain: bounces.example.org

        """

    @Test func keysAreMadeForTheirOwnerAloneAndNeverAnew() async throws {
        try await with(file) { maker, data in
            #expect(maker.domain == "news.example.org")
            let made = try maker.make("M202611", DKIMKey.Algorithm.allCases)
            #expect(made.map(\.selector) == ["m202611", "m202611-ed25519"])
            #expect(made.map(\.algorithm) == [.rsa, .ed25519] && made.allSatisfy { !$0.isOld })
            let paths = made.map(\.path)
            #expect(paths.first == data.signingKeyPath(of: "m202611"))
            for path in paths { #expect(try mode(of: path) == 0o600) }
            #expect(try mode(of: data.signingKeysPath) == 0o700)
            let again = try maker.make("m202611", DKIMKey.Algorithm.allCases)
            #expect(again.map(\.record) == made.map(\.record) && again.allSatisfy(\.isOld))
            // The settings can list them at once.
            let signers = try NewsletterKeys.signers(data, selectors: made.map(\.selector), domain: maker.domain)
            #expect(signers.map(\.key.algorithm) == [.rsa, .ed25519])
        }
    }

    @Test func recordsCanBePastedIntoAZone() async throws {
        try await with(file) { maker, _ in
            let records = try maker.make("m1", DKIMKey.Algorithm.allCases).map(\.record)
            #expect(records[0].hasPrefix(#"m1._domainkey.news.example.org. TXT "v=DKIM1; k=rsa; p=MIIB"#))
            #expect(records[1].hasPrefix(#"m1-ed25519._domainkey.news.example.org. TXT "v=DKIM1; k=ed25519; p="#))
            for string in records[0].split(separator: "\"").dropFirst() { #expect(string.utf8.count <= 255) }
            #expect(
                maker.advice == [
                    #"news.example.org. TXT "v=spf1 a:mail.example.org ~all""#,
                    #"_dmarc.news.example.org. TXT "v=DMARC1; p=none; rua=mailto:postmaster@news.example.org""#,
                    "bounces.example.org. MX 10 www.example.org.",
                    #"bounces.example.org. TXT "v=spf1 a:mail.example.org ~all""#,
                ])
        }
    }

    @Test(arguments: ["", "-a", "a-", "a b", "../a", "a/b", "ä", "a.b", String(repeating: "a", count: 41)])
    func whatIsNoSelectorIsRefused(selector: String) async throws {
        try await with(file) { maker, _ in
            #expect { try maker.make(selector, [.ed25519]) } throws: { ($0 as? Problem)?.slug == "selector-invalid" }
        }
    }

    @Test func aFileThatHoldsNoKeyIsLeftAloneAndToldOf() async throws {
        try await with(file) { maker, data in
            _ = try maker.make("m1", [.ed25519])
            let path = data.signingKeyPath(of: "m2")
            let descriptor = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: .create, permissions: .ownerReadWrite)
            try descriptor.closeAfter { _ = try descriptor.writeAll("nonsense".utf8) }
            #expect { try maker.make("m2", [.rsa]) } throws: { error in
                (error as? Problem)?.detail.contains("\(path): it holds no private key") == true
            }
        }
    }

    @Test func withoutASenderThereIsNoDomain() async throws {
        await #expect(throws: Problem.self) { try await with("site:\n  name: A\n") { _, _ in } }
    }
}
