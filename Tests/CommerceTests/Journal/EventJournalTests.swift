import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Commerce

/// A number that came in.
private struct Number: JournalEntry, Hashable {
    let value: UInt64
    static let length = 12

    init(_ value: Int) { self.value = UInt64(value) }

    func write(to bytes: UnsafeMutableRawBufferPointer) {
        bytes[0] = 7
        bytes.storeBytes(of: value, toByteOffset: 4, as: UInt64.self)
    }

    init?(bytes: UnsafeRawBufferPointer) {
        guard bytes[0] == 7 else { return nil }
        value = bytes.loadUnaligned(fromByteOffset: 4, as: UInt64.self)
    }
}

/// What was posted, in its order; fails on command.
private final class Ledger: Sendable {
    struct Away: Error {}

    private let numbers = Mutex<[Number]>([])
    let isAway = Atomic(false)

    var all: [Number] { numbers.withLock { $0 } }

    func post(_ entries: [Number]) throws {
        if isAway.load(ordering: .relaxed) { throw Away() }
        numbers.withLock { $0 += entries }
    }
}

@Suite struct EventJournalTests {
    private let folder: TemporaryFolder
    private let ledger = Ledger()

    init() throws { folder = try TemporaryFolder("clicks") }

    private func journal(_ change: (inout EventJournal<Number>.Limits) -> Void = { _ in }) -> EventJournal<Number> {
        var limits = EventJournal<Number>.Limits()
        limits.file = 64
        change(&limits)
        return EventJournal(folder: folder.path, limits: limits) { [ledger] in try ledger.post($0) }
    }

    private var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    }

    private func enter(_ numbers: Range<Int>, _ journal: EventJournal<Number>) async {
        await withTaskGroup { group in
            for number in numbers { group.addTask { #expect(await journal.enter(Number(number))) } }
        }
    }

    @Test func `Entries are posted in the order in which they came, over many files`() async throws {
        let journal = journal { $0.transaction = 7 }
        for number in 0..<500 { journal.enter(Number(number)) { #expect($0) } }
        await journal.close()
        #expect(ledger.all == (0..<500).map(Number.init))
        #expect(try files == [])
    }

    @Test func `Entries that come together are kept together, over many files`() async throws {
        let journal = journal()
        // No multiple of what a file takes.
        for start in stride(from: 0, to: 500, by: 50) {
            journal.enter((start..<start + 50).map(Number.init)) { #expect($0) }
        }
        journal.enter([]) { #expect($0) }
        await journal.close()
        #expect(ledger.all == (0..<500).map(Number.init))
        #expect(try files == [])
    }

    @Test func `Of entries that come together all are taken in, or none`() async throws {
        let journal = journal { $0.unposted = 10 }
        func taken(_ numbers: Range<Int>) async -> Bool {
            await withCheckedContinuation { continuation in
                journal.enter(numbers.map(Number.init)) { continuation.resume(returning: $0) }
            }
        }
        #expect(await taken(0..<8))
        #expect(await !taken(8..<11))
        #expect(await taken(11..<13))
        #expect(await !taken(13..<14))
        await journal.close()
        #expect(ledger.all == [0, 1, 2, 3, 4, 5, 6, 7, 11, 12].map(Number.init))
    }

    @Test func `A file is written again from its beginning when all of it was posted`() async throws {
        let journal = journal()
        for round in 0..<20 {
            await enter(round * 30..<round * 30 + 30, journal)
            try await journal.settle()
        }
        #expect(try files.count == 1)
        #expect(Set(ledger.all) == Set((0..<600).map(Number.init)))
        #expect(ledger.all.count == 600)
    }

    @Test func `What was left behind is posted first, and at least once`() async throws {
        do {
            let killed = journal()
            await enter(0..<100, killed)
        }
        #expect(try files.count >= 2)
        let next = journal()
        #expect(await next.enter(Number(1000)))
        try await next.settle()
        #expect(Set(ledger.all.dropLast()) == Set((0..<100).map(Number.init)))
        #expect(ledger.all.last == Number(1000))
        #expect(try files.count == 1)
    }

    @Test func `A file that somebody uses is left alone`() async throws {
        let living = journal()
        await enter(0..<10, living)
        let other = journal()
        try await other.settle()
        #expect(ledger.all == [])
        try await living.settle()
        #expect(ledger.all.count == 10)
    }

    @Test func `While the database is away entries stay on the disk`() async throws {
        let journal = journal { $0.transaction = 16 }
        ledger.isAway.store(true, ordering: .relaxed)
        await enter(0..<200, journal)
        await #expect(throws: Ledger.Away.self) { try await journal.settle() }
        await enter(200..<300, journal)
        await journal.close()
        #expect(ledger.all == [])
        ledger.isAway.store(false, ordering: .relaxed)
        try await self.journal().settle()
        #expect(Set(ledger.all) == Set((0..<300).map(Number.init)))
        #expect(ledger.all.count == 300)
        #expect(try files == [])
    }

    /// A machine that goes down may leave any part of the last flush.
    @Test(arguments: 0..<40)
    func `A torn end is no entry and takes no other along`(cut: Int) async throws {
        do {
            let killed = journal()
            for number in 0..<20 { #expect(await killed.enter(Number(number))) }
        }
        let path = try #require(try files.first).withFolder(folder.path)
        var bytes = try Data(contentsOf: URL(filePath: path))
        // Each entry has 16 bytes with its checksum.
        let end = 20 * 16 - cut
        bytes.replaceSubrange(end..<20 * 16, with: (end..<20 * 16).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try bytes.write(to: URL(filePath: path))
        try await journal().settle()
        #expect(ledger.all == (0..<(20 * 16 - cut) / 16).map(Number.init))
    }

    @Test func `Files that hold nothing, or something else, do no harm`() async throws {
        for (name, content) in [
            ("a.journal", ""), ("b.journal", "short"), ("c.journal", "nothing of ours, but long enough"),
        ] {
            try Data(content.utf8).write(to: URL(filePath: name.withFolder(folder.path)))
        }
        try Data("kept".utf8).write(to: URL(filePath: "notes.txt".withFolder(folder.path)))
        try await journal().settle()
        #expect(ledger.all == [])
        #expect(try files == ["notes.txt"])
    }

    @Test func `Beyond what may wait no more is taken in, and the operator is told`() async throws {
        let troubles = Mutex<[EventJournal<Number>.Trouble]>([])
        var limits = EventJournal<Number>.Limits()
        limits.unposted = 10
        let journal = EventJournal<Number>(
            folder: folder.path, limits: limits, report: { trouble in troubles.withLock { $0.append(trouble) } },
            post: { [ledger] in try ledger.post($0) })
        ledger.isAway.store(true, ordering: .relaxed)
        var taken = 0
        for number in 0..<20 { taken += await journal.enter(Number(number)) ? 1 : 0 }
        #expect(taken == 10)
        ledger.isAway.store(false, ordering: .relaxed)
        try await journal.settle()
        #expect(await journal.enter(Number(100)))
        await journal.close()
        #expect(troubles.withLock { $0 } == [.lineIsFull(entries: 10)])
        #expect(ledger.all.count == 11)
    }

    @Test func `Posting waits while very many come`() async throws {
        let journal = journal()
        await enter(0..<50, journal)
        await journal.postWhenQuiet(peak: 50)
        #expect(ledger.all == [])
        await enter(50..<60, journal)
        await journal.postWhenQuiet(peak: 50)
        #expect(ledger.all.count == 60)
    }
}

extension String {
    fileprivate func withFolder(_ folder: String) -> String { "\(folder)/\(self)" }
}
