import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

/// A newsletter’s stores over an empty database.
struct NewsletterFixture {
    let database: any Database
    let key: AudienceKey
    let clock = SettableClock()
    let signUps: SignUps
    let subscribers: SubscriberStore

    static func with(_ engine: TestEngine, _ body: (NewsletterFixture) async throws -> Void) async throws {
        try await withDatabase(engine, store: "audience", migrations: AudienceSchema.migrations) { database in
            try await body(NewsletterFixture(database))
        }
    }

    init(_ database: any Database) throws {
        self.database = database
        key = try #require(AudienceKey(Array(0..<32)))
        signUps = SignUps(database: database, key: key)
        subscribers = SubscriberStore(database: database, key: key)
    }

    func address(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text)) }

    func signUp(
        _ text: String, _ rhythm: Rhythm = .daily, topics: [String] = [], network: String = "192.0.2.1"
    ) async throws -> SignUps.Reply {
        try await signUps.take(
            SignUp(
                address: address(text), rhythm: rhythm, topics: Set(topics.map { try Slug($0) }), page: "/moon"),
            from: AddressPrefix(network), at: clock.now())
    }

    /// Somebody who has confirmed.
    @discardableResult
    func subscriber(_ text: String, _ rhythm: Rhythm = .daily, topics: [String] = []) async throws -> Subscriber {
        guard case .confirm(let id) = try await signUp(text, rhythm, topics: topics, network: "198.51.100.1")
        else { throw FixtureFault() }
        clock.advance(by: .seconds(1))
        let subscriber = try #require(try await confirm(id))
        clock.advance(by: .seconds(1))
        return subscriber
    }

    func confirm(_ id: Subscriber.ID) async throws -> Subscriber? {
        try await signUps.confirm(SubscriptionToken(.confirm, of: id, made: clock.now()), at: clock.now())
    }

    func suppression(of text: String) async throws -> Suppression? {
        let digest = key.digest(of: try address(text))
        return try await database.read { try SuppressionList.suppression(of: digest, $0) }
    }

    func count(_ table: StaticString) async throws -> Int {
        try await database.read { try $0.value(Int.self, SQL(stringLiteral: "SELECT count(*) FROM \(table)")) ?? 0 }
    }

    struct FixtureFault: Error {}
}
