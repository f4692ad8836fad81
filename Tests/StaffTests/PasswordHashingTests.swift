import Kernel
import Testing

@testable import Staff

@Suite struct PasswordHashingTests {
    @Test func aHashFitsItsPasswordAndNoOther() async throws {
        let passwords = PasswordHashing()
        let hash = try await passwords.hash("four words, more or less")
        #expect(hash.hasPrefix("$argon2id$"))
        #expect(try await passwords.matches("four words, more or less", hash: hash))
        #expect(try await !passwords.matches("four words, more or lesS", hash: hash))
        #expect(try await !passwords.matches("anything", hash: "not a hash"))
    }

    @Test func whoeverComesWhenTooManyWaitIsToldToComeAgain() async throws {
        let passwords = PasswordHashing()
        let attempts = PasswordHashing.mostWaiting * 3
        let outcomes = await withTaskGroup(of: Problem.Kind?.self) { group in
            for _ in 0..<attempts {
                group.addTask {
                    do {
                        _ = try await passwords.hash("a password to wait for")
                        return nil
                    } catch {
                        return (error as? Problem)?.kind ?? .unavailable
                    }
                }
            }
            return await group.reduce(into: [Problem.Kind?]()) { $0.append($1) }
        }
        #expect(outcomes.count == attempts)
        #expect(outcomes.allSatisfy { $0 == nil || $0 == .limited })
        #expect(outcomes.count { $0 == nil } >= PasswordHashing.mostWaiting)
        #expect(outcomes.contains(.limited))
        // The line is open again.
        #expect(try await passwords.hash("a password to wait for").isEmpty == false)
    }
}
