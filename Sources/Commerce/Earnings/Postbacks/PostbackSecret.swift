import Crypto
package import Database
package import Kernel
import Secrets

/// By what a postback of one programme is known to be true.
package struct PostbackSecret: Sendable, Hashable {
    package typealias ID = Identifier<PostbackSecret>

    /// How it is used.
    package enum Scheme: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        /// A key that signs each postback and is never sent.
        case signature
        /// A text that stands in each postback, for networks that can fill in an address but can’t sign.
        case token
    }

    package let id: ID
    package let programme: Programme.ID
    package let scheme: Scheme
    /// The key of a signature, or the SHA-256 of a token.
    let secret: [UInt8]
    package let made: Timestamp
    /// From when on it is no longer taken.
    package let ends: Timestamp?

    /// 256 random bits in hexadecimal digits.
    static func generate() -> String { Secret.bytes(32).hexadecimal }

    /// What is kept of a secret that is handed out: a key is needed again, of a token its digest will do.
    static func kept(_ text: String, _ scheme: Scheme) -> [UInt8] {
        scheme == .signature ? Array(text.utf8) : Array(SHA256.hash(data: Array(text.utf8)))
    }

    func isTaken(at now: Timestamp) -> Bool { ends.map { now < $0 } ?? true }
}

extension PostbackSecret: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), programme: row.value("programme"), scheme: row.value("scheme"),
            secret: row.value("secret"), made: row.value("made"), ends: row.value("ends"))
    }
}

/// Keeps the secrets of postbacks.
package struct PostbackSecretStore: Sendable {
    /// So long an old secret is taken beside its successor.
    package static let overlap = Duration.seconds(86_400)

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// All that are taken at a moment.
    package func current(at now: Timestamp) async throws -> [PostbackSecret] {
        try await database.read { connection in
            try connection.all(
                PostbackSecret.self,
                "SELECT * FROM postback_secret WHERE ends IS NULL OR ends > \(now) ORDER BY programme, made, id")
        }
    }

    /// Makes a secret; the programme’s earlier ones of the same scheme end a day later.
    ///
    /// - Returns: The secret, which can’t be read again afterwards.
    /// - Throws: ``Problem`` of kind `notFound` when there is no such programme, and of kind `conflict` when this secret was
    ///   made before.
    package func make(
        _ id: PostbackSecret.ID, _ scheme: PostbackSecret.Scheme, for programme: Programme.ID, by signature: Signature
    ) async throws -> String {
        let text = PostbackSecret.generate()
        try await database.write { connection in
            let name = try Self.name(of: programme, connection)
            let made = try connection.value(Int.self, "SELECT count(*) FROM postback_secret WHERE id = \(id)") ?? 0
            guard made == 0 else {
                throw Problem(
                    .conflict, slug: "secret-made", title: "The secret was made already",
                    detail: "It was shown once. If it is lost, make another.")
            }
            let ends = signature.at.advanced(by: Self.overlap)
            try connection.execute(
                """
                UPDATE postback_secret SET ends = \(ends) WHERE programme = \(programme) AND scheme = \(scheme)
                AND (ends IS NULL OR ends > \(ends))
                """)
            try connection.execute(
                """
                INSERT INTO postback_secret (id, programme, scheme, secret, made)
                VALUES (\(id), \(programme), \(scheme), \(PostbackSecret.kept(text, scheme)), \(signature.at))
                """)
            try CommerceHistory.note(
                .programme, subject: programme.description, title: name, .changed,
                "secret for postbacks, \(scheme.rawValue): made", signature, in: connection)
        }
        return text
    }

    /// Ends every secret of a programme at once.
    ///
    /// - Throws: ``Problem`` of kind `notFound` when there is no such programme.
    package func end(for programme: Programme.ID, by signature: Signature) async throws {
        try await database.write { connection in
            let name = try Self.name(of: programme, connection)
            let ended = try connection.execute(
                """
                UPDATE postback_secret SET ends = \(signature.at) WHERE programme = \(programme)
                AND (ends IS NULL OR ends > \(signature.at))
                """)
            guard ended > 0 else { return }
            try CommerceHistory.note(
                .programme, subject: programme.description, title: name, .changed, "secrets for postbacks: ended",
                signature, in: connection)
        }
    }

    private static func name(of programme: Programme.ID, _ connection: any Connection) throws -> String {
        guard let name = try connection.value(String.self, "SELECT name FROM programme WHERE id = \(programme)") else {
            throw Problem(
                .notFound, slug: "programme-unknown", title: "There is no such programme",
                detail: "It may have been mistyped.")
        }
        return name
    }
}
