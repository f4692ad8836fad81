import DNS
import Testing
import WebTestSupport

struct SystemResolverTests {
    private func resolver(_ server: ScriptedNameServer) -> SystemResolver {
        SystemResolver(servers: "127.0.0.1:\(server.port)", timeout: .milliseconds(300), tries: 1)
    }

    @Test func eachKindOfAnswerIsRead() async throws {
        let server = try await ScriptedNameServer([
            "example.org": .records([
                .text(["v=spf1 ", "-all"]), .text(["another"]), .exchanger(20, "b.example.org"),
                .exchanger(10, "a.example.org"), .address([192, 0, 2, 1]),
                .address([0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [7]),
            ]),
            "1.2.0.192.in-addr.arpa": .records([.pointer("mail.example.org"), .pointer("other.example.org")]),
        ])
        try await server.closing { server in
            let resolver = resolver(server)
            #expect(try await resolver.texts(at: "example.org") == ["v=spf1 -all", "another"])
            #expect(
                try await resolver.mailExchangers(of: "example.org").map(\.host) == ["a.example.org", "b.example.org"])
            #expect(
                try await resolver.addresses(of: "example.org").map(\.description) == ["192.0.2.1", "2001:db8::7"])
            let address = try #require(IPAddress("192.0.2.1"))
            #expect(
                try await resolver.names(of: address).sorted() == ["mail.example.org", "other.example.org"])
        }
    }

    @Test func whatIsNotThereIsAnEmptyAnswer() async throws {
        let server = try await ScriptedNameServer(["example.org": .records([.text(["one"])])])
        try await server.closing { server in
            let resolver = resolver(server)
            let address = try #require(IPAddress("2001:db8::1"))
            #expect(try await resolver.texts(at: "nothing.example.org").isEmpty)
            #expect(try await resolver.mailExchangers(of: "example.org").isEmpty)
            #expect(try await resolver.addresses(of: "example.org").isEmpty)
            #expect(try await resolver.names(of: address).isEmpty)
        }
    }

    @Test func aServerThatCannotTellIsNotTakenForAnEmptyAnswer() async throws {
        let server = try await ScriptedNameServer([
            "failing.example": .code(2), "refused.example": .code(5), "garbage.example": .garbage,
            "silent.example": .silence,
        ])
        try await server.closing { server in
            let resolver = resolver(server)
            await #expect(throws: DNSFailure.notAnswered) { try await resolver.texts(at: "failing.example") }
            await #expect(throws: DNSFailure.notAnswered) { try await resolver.texts(at: "refused.example") }
            await #expect(throws: DNSFailure.self) { try await resolver.texts(at: "garbage.example") }
            await #expect(throws: DNSFailure.unreachable) { try await resolver.texts(at: "silent.example") }
        }
    }

    @Test func aPortWhereNobodyListensIsUnreachable() async {
        let resolver = SystemResolver(servers: "127.0.0.1:9", timeout: .milliseconds(200), tries: 1)
        await #expect(throws: DNSFailure.unreachable) { try await resolver.texts(at: "example.org") }
    }

    @Test(arguments: ["", String(repeating: "a", count: 300), "a\u{0}b", String(repeating: "a", count: 70) + ".org"])
    func whatCannotBeANameIsNotAskedFor(name: String) async throws {
        let server = try await ScriptedNameServer([:])
        try await server.closing { server in
            await #expect(throws: DNSFailure.malformed) { try await resolver(server).texts(at: name) }
            #expect(server.asked.isEmpty)
        }
    }
}
