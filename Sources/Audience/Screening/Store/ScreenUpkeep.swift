package import Database
package import Kernel

/// Keeps a screen in step with the store: with what moderators changed or decided, and with what came in at other servers.
///
/// ``pulse(at:)`` is to be called once before comments are taken, and then every few seconds by one caller.
package actor ScreenUpkeep {
    /// Keys of networks are looked after this often.
    private static let keyInterval = Duration.seconds(3600)

    private let database: any Database
    private let store: ScreenStore
    private let screen: Screen
    private let keys: NetworkKeys
    private let rest: Int
    private let bans: @Sendable (Timestamp) async throws -> ScreeningBans
    private let trainer = SpamTrainer()

    private var known: [ScreenStore.Part: Int] = [:]
    private var lastComment: Int?
    private var nextKeys: Timestamp?
    private var nextTraining: ContinuousClock.Instant?

    /// - Parameters:
    ///   - rest: After a classifier was made there is a pause of so many times as long as it took.
    ///   - bans: The bans in force at a moment; keys of networks are kept while one refers to them.
    package init(
        database: any Database, screen: Screen, keys: NetworkKeys, rest: Int = 20,
        bans: @escaping @Sendable (Timestamp) async throws -> ScreeningBans = { _ in ScreeningBans() }
    ) {
        self.database = database
        store = ScreenStore(database: database)
        self.screen = screen
        self.keys = keys
        self.rest = rest
        self.bans = bans
    }

    /// Takes over what is new.
    ///
    /// When it throws, the screen goes on by what it knew, and the next pulse tries again.
    ///
    /// - Parameter learns: Whether a classifier is made of decisions that are new, which may take a second.
    package func pulse(at moment: Timestamp, learns: Bool = true) async throws {
        let bans = try await bans(moment)
        screen.update { $0.bans = bans }
        // Only when the bans are known: their keys must not be thrown away.
        if nextKeys.map({ $0 <= moment }) ?? true || !keys.holdsKey(of: moment.day) {
            try await keys.refresh(at: moment, keeping: bans.days)
            nextKeys = moment.advanced(by: Self.keyInterval)
        }
        let changes = try await store.changes()
        if changes[.rules] != known[.rules] {
            let rules = try await store.rules()
            screen.update { $0.rules = rules }
            known[.rules] = changes[.rules]
        }
        if changes[.words] != known[.words] {
            let words = WordList(try await store.words())
            screen.update { $0.words = words }
            known[.words] = changes[.words]
        }
        try await takeComments()
        if learns, changes[.examples] != known[.examples], nextTraining.map({ $0 <= .now }) ?? true {
            try await learn()
            known[.examples] = changes[.examples]
        }
    }

    private func learn() async throws {
        let start = ContinuousClock.now
        let classifier = await trainer.classifier(from: try await store.examples())
        screen.update { $0.classifier = classifier }
        nextTraining = .now + (.now - start) * rest
    }

    /// Remembers the texts of comments that were written since the last time, or of the last ones.
    private func takeComments() async throws {
        let last = lastComment
        let most = screen.rules.count(.remembered)
        let (number, rows) = try await database.read { connection in
            let number = try ChangeNumber.last(in: connection)
            let rows =
                if let last {
                    try connection.rows(
                        """
                        SELECT article, handle, text FROM comment WHERE change > \(last) AND state <> 'deleted'
                        ORDER BY change DESC LIMIT \(most)
                        """)
                } else {
                    try connection.rows(
                        """
                        SELECT article, handle, text FROM comment WHERE state <> 'deleted' ORDER BY id DESC LIMIT \(most)
                        """)
                }
            return (number, rows)
        }
        for row in rows.reversed() {
            try screen.remember(row.value("text"), handle: row.value("handle"), article: row.value("article"))
        }
        lastComment = number
    }
}
