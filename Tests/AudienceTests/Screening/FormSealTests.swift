import Audience
import Database
import Kernel
import Secrets
import TestSupport
import Testing

@Suite struct FormSealTests {
    private let moment = Timestamp(milliseconds: 1_795_478_400_123)
    private let article = ScreenFixture.article
    private let seal = FormSeal(key: Secret())

    @Test(arguments: [0, 1, -1, 1_795_478_400_123, Int64.max, Int64.min])
    func whatWasSealedIsRead(milliseconds: Int64) {
        let moment = Timestamp(milliseconds: milliseconds)
        var generator = SeededGenerator(seed: UInt64(bitPattern: milliseconds))
        let text = seal.seal(article, at: moment, using: &generator)
        let form = seal.open(text, for: article)
        #expect(form?.made == moment)
        #expect(form?.nonce.utf8.count == 22)
        #expect(seal.open(seal.seal(article, at: moment), for: article)?.nonce != form?.nonce)
    }

    @Test func itIsForOneArticleAndOneSite() {
        let text = seal.seal(article, at: moment)
        #expect(seal.open(text, for: ScreenFixture.other) == nil)
        #expect(FormSeal(key: Secret()).open(text, for: article) == nil)
    }

    @Test func nothingOfItCanBeChanged() {
        let text = seal.seal(article, at: moment)
        let bytes = Array(text.utf8)
        for place in bytes.indices {
            for byte in [bytes[place] ^ 1, bytes[place] ^ 0x20, UInt8(ascii: "A"), UInt8(ascii: "."), 0] {
                var changed = bytes
                changed[place] = byte
                guard changed != bytes else { continue }
                #expect(seal.open(String(decoding: changed, as: UTF8.self), for: article) == nil)
            }
            #expect(seal.open(String(decoding: bytes[..<place], as: UTF8.self), for: article) == nil)
        }
        for wrong in [
            "", ".", "..", "...", "\(text).", "\(text)A", "0\(text)", "+\(text)",
            String(repeating: "a", count: 100_000),
        ] {
            #expect(seal.open(wrong, for: article) == nil)
        }
    }

    @Test func randomTextsAreNotForms() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...90, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            #expect(seal.open(String(decoding: bytes, as: UTF8.self), for: article) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func allServersHaveOneKey(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "audience", migrations: AudienceSchema.migrations) { database in
            let seals = try await withThrowingTaskGroup(of: FormSeal.self) { group in
                for _ in 0..<6 { group.addTask { try await FormKeyStore(database: database).seal() } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let text = seals[0].seal(article, at: moment)
            #expect(seals.allSatisfy { $0.open(text, for: article)?.made == moment })
            try await database.write { try $0.execute("UPDATE form_key SET secret = 'short'") }
            await #expect(throws: DatabaseError.self) { try await FormKeyStore(database: database).seal() }
        }
    }
}
