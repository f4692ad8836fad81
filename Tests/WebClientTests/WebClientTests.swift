import Synchronization
import Testing
import WebTestSupport

@testable import WebClient

@Suite struct WebClientTests {
    private static let everywhere = AddressPolicy { _ in true }

    private static func client(
        _ limits: WebLimits = WebLimits(), policy: AddressPolicy = everywhere
    ) -> WebClient {
        WebClient(userAgent: "Masthead/1\r\nX-Bad: 1 (+https://quärto.example)", limits: limits, policy: policy)
    }

    @Test func asksPolitelyAndTellsWhatCame() async throws {
        try await ScriptedServer({ _ in ScriptedServer.answer("404 Not Found", ["Retry-After: 90"], body: "gone") })
            .closing {
                server in
                let answer = try await Self.client().get(server.address("/page?a=b#part"))
                #expect(answer.status == 404)
                #expect(answer.body == Array("gone".utf8))
                #expect(!answer.isCut)
                #expect(answer.redirects == 0)
                #expect(answer.retryAfter == .seconds(90))
                let request = try #require(server.requests.first)
                #expect(request.hasPrefix("GET /page?a=b HTTP/1.1\r\n"))
                #expect(request.contains("\r\nUser-Agent: Masthead/1X-Bad: 1 (+https://qurto.example)\r\n"))
                let fields = request.split(separator: "\r\n").dropFirst().map { $0.prefix { $0 != ":" } }
                #expect(Set(fields) == ["Host", "User-Agent", "Accept"])
            }
    }

    @Test func followsRedirectsAndKeepsNoCookie() async throws {
        try await ScriptedServer({ path in
            switch path {
            case "/a": ScriptedServer.answer("301 Moved", ["Location: b/c?d", "Set-Cookie: id=1"])
            case "/b/c?d": ScriptedServer.answer("302 Found", ["Location: //127.0.0.1:PORT/e", "Set-Cookie: id=2"])
            default: ScriptedServer.answer("200 OK", body: path)
            }
        }).closing { server in
            // The second redirect names a port that is none.
            await #expect(throws: WebFailure.addressInvalid) { try await Self.client().get(server.address("/a")) }
            #expect(server.requests.count == 2)
            #expect(!server.requests.joined().contains("Cookie"))
        }
    }

    @Test func tellsWhereItWasLed() async throws {
        try await ScriptedServer({ path in
            path == "/old" ? ScriptedServer.answer("308 Moved", ["Location: /new#x"]) : ScriptedServer.answer("200 OK")
        }).closing { server in
            let answer = try await Self.client().get(server.address("/old"))
            #expect(answer.status == 200)
            #expect(answer.redirects == 1)
            #expect(answer.address.hasPrefix(server.address("/new")))
        }
    }

    @Test func followsOnlySoManyRedirects() async throws {
        try await ScriptedServer({ path in ScriptedServer.answer("302 Found", ["Location: \(path)x"]) }).closing {
            server in
            var limits = WebLimits()
            limits.redirects = 3
            await #expect(throws: WebFailure.tooManyRedirects) {
                try await Self.client(limits).get(server.address("/"))
            }
            #expect(server.requests.count == 4)
        }
    }

    @Test func aLoopIsSeenWhenItCloses() async throws {
        try await ScriptedServer({ path in
            let next = ["/a": "/b", "/b": "/c", "/c": "/b", "/self": "/self"][path] ?? "/a"
            return ScriptedServer.answer("302 Found", ["Location: \(next)"])
        }).closing { server in
            await #expect(throws: WebFailure.redirectLoop) { try await Self.client().get(server.address("/self")) }
            #expect(server.requests.count == 1)
            let trace = await Self.client().trace(server.address("/a"))
            #expect(trace.failure == .redirectLoop)
            #expect(trace.hops == ["/a", "/b", "/c"].map { WebHop(address: server.address($0), status: 302) })
            #expect(server.requests.count == 4)
        }
    }

    @Test func tellsTheWayAlsoWhereItBreaksOff() async throws {
        try await ScriptedServer({ path in
            switch path {
            case "/gone": ScriptedServer.answer("404 Not Found")
            case "/old": ScriptedServer.answer("301 Moved", ["Location: /gone"])
            default: ScriptedServer.answer("302 Found", ["Location: http://no-such-host.invalid/"])
            }
        }).closing { server in
            let gone = await Self.client().trace(server.address("/old"))
            #expect(
                gone.hops == [
                    WebHop(address: server.address("/old"), status: 301),
                    WebHop(address: server.address("/gone"), status: 404),
                ])
            #expect(gone.answer?.status == 404)
            let lost = await Self.client().trace(server.address("/x"))
            #expect(lost.hops.map(\.status) == [302, nil])
            #expect(lost.failure == .hostUnknown)
            #expect(await Self.client().trace("nothing").hops.isEmpty)
        }
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "javascript:alert(1)",
        "http://user:word@127.0.0.1/", "https://user@127.0.0.1/", "unix:/run/x",
    ])
    func noRedirectLeadsOutOfTheWeb(target: String) async throws {
        try await ScriptedServer({ _ in ScriptedServer.answer("302 Found", ["Location: \(target)"]) }).closing {
            server in
            await #expect(throws: WebFailure.addressInvalid) { try await Self.client().get(server.address("/")) }
            #expect(server.requests.count == 1)
        }
    }

    @Test(arguments: [
        "", "x", "/path", "file:///etc/passwd", "ftp://example.org/", "dict://127.0.0.1:11211/", "http://",
        "http://a b/",
        "http://user:word@example.org/", "http://@example.org/\0", "http://[::1", "http://127.0.0.1:99999/",
        "HTTP//x", "//example.org/", String(repeating: "http://example.org/", count: 1000),
    ])
    func anAddressThatIsNoneIsNotAskedFor(address: String) async {
        await #expect(throws: WebFailure.addressInvalid) { try await Self.client().get(address) }
    }

    /// However the loopback interface is written, the address is looked at when the connection is made.
    @Test func thePublicPolicyLetsNothingReachThisMachine() async throws {
        try await ScriptedServer({ _ in ScriptedServer.answer("200 OK") }).closing { server in
            let hosts = [
                "127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "0.0.0.0", "[::1]",
                "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]",
            ]
            for host in hosts {
                await #expect(throws: WebFailure.self, "\(host)") {
                    try await Self.client(policy: .publicInternet).get("http://\(host):\(server.port)/")
                }
            }
            #expect(server.connections == 0)
            await #expect(throws: WebFailure.addressForbidden) {
                try await Self.client(policy: .publicInternet).get(server.address("/"))
            }
        }
    }

    /// A public site that leads into the private network: the policy closes after the first connection.
    @Test func aRedirectIsLookedAtAsTheFirstAddressWas() async throws {
        try await ScriptedServer({ _ in ScriptedServer.answer("200 OK", body: "secret") }).closing { inner in
            let port = inner.port
            try await ScriptedServer({ _ in
                ScriptedServer.answer("302 Found", ["Location: http://127.0.0.1:\(port)/secret"])
            }).closing { outer in
                let asked = Mutex(0)
                let first = AddressPolicy { _ in
                    asked.withLock { count in
                        count += 1
                        return count == 1
                    }
                }
                await #expect(throws: WebFailure.addressForbidden) {
                    try await Self.client(policy: first).get(outer.address("/"))
                }
                #expect(outer.requests.count == 1)
                #expect(inner.connections == 0)
            }
        }
    }

    @Test func aBodyWithoutEndIsCut() async throws {
        try await ScriptedServer({ _ in .endless(head: "HTTP/1.1 200 OK\r\n\r\n") }).closing { server in
            var limits = WebLimits()
            for length in [0, 1, 100_000] {
                limits.body = length
                let answer = try await Self.client(limits).get(server.address("/"))
                #expect(answer.status == 200)
                #expect(answer.body.count == length)
                #expect(answer.isCut)
            }
        }
    }

    @Test func aHeaderWithoutEndIsRefused() async throws {
        try await ScriptedServer({ _ in .endless(head: "HTTP/1.1 200 OK\r\n") }).closing { server in
            await #expect(throws: WebFailure.headerTooLong) { try await Self.client().get(server.address("/")) }
        }
    }

    @Test func silenceHasALimit() async throws {
        try await ScriptedServer({ _ in .silence }).closing { server in
            var limits = WebLimits()
            limits.time = .milliseconds(300)
            await #expect(throws: WebFailure.timedOut) { try await Self.client(limits).get(server.address("/")) }
        }
    }

    /// Without waiting for the limit on time, which is ten minutes here.
    @Test func cancellingEndsItAtOnce() async throws {
        try await ScriptedServer({ _ in .silence }).closing { server in
            let address = server.address("/")
            let asking = Task { () -> WebFailure? in
                do throws(WebFailure) {
                    _ = try await Self.client(WebLimits(time: .seconds(600))).get(address)
                    return nil
                } catch { return error }
            }
            while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
            let clock = ContinuousClock()
            let start = clock.now
            asking.cancel()
            #expect(await asking.value == .cancelled)
            #expect(start.duration(to: clock.now) < .seconds(120))
        }
    }

    @Test(arguments: ["no http at all\r\n\r\n", "", "HTTP/0.9 what\r\n", "\u{0}\u{1}\u{2}\r\n\r\n"])
    func whatIsNoHTTPIsNoAnswer(bytes: String) async throws {
        try await ScriptedServer({ _ in .bytes(bytes) }).closing { server in
            await #expect(throws: WebFailure.self) { try await Self.client().get(server.address("/")) }
        }
    }

    @Test func nobodyThereAndNoSuchHostAreToldApart() async throws {
        let server = try await ScriptedServer { _ in .silence }
        await server.close()
        await #expect(throws: WebFailure.notConnected) { try await Self.client().get(server.address("/")) }
        await #expect(throws: WebFailure.hostUnknown) { try await Self.client().get("http://no-such-host.invalid/") }
    }
}
