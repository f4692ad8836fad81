import Dispatch
import Kernel
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Keeps what happened on the disk until a database has it: who is waiting for an event to be durable waits for one flush of
/// a file, and for no transaction of anybody’s.
///
/// Entries that come while one flush is under way go into the next one together. They are *posted* to the database later and
/// in the order in which they came, by ``post()`` or ``settle()``. Posting may meet an entry that was posted before, when the
/// process ended between the two, and has to let it pass.
///
/// Files that an earlier process left behind are posted first. Each process has files of its own, and a file that another one
/// uses is left alone.
package final class EventJournal<Entry: JournalEntry>: Sendable {
    /// What went wrong; for the operator.
    package enum Trouble: Sendable, Hashable {
        /// So many entries could not be written to the disk, and those who waited for them were told.
        case notWritten(entries: Int, reason: String)
        /// More entries came than could be written; so many were not taken in.
        case lineIsFull(entries: Int)
        /// Entries are on the disk, and the database doesn’t take them at present.
        case notPosted(reason: String)
    }

    /// Whether what was entered is durable; called once, on any thread.
    package typealias Completion = @Sendable (_ isDurable: Bool) -> Void

    /// Gives entries to the database, all or none; lets those pass that it has.
    package typealias Post = @Sendable (_ entries: [Entry]) async throws -> Void

    package struct Limits: Sendable {
        /// How many entries may stand in line for the disk.
        package var line = 16_384
        /// How many entries may wait on the disk for the database; beyond it no more are taken in.
        package var unposted = 4_000_000
        /// How many entries one file takes.
        package var file = 32_768
        /// In one transaction, at most.
        package var transaction = 4096

        package init() {}
    }

    /// What becomes of an entry that comes.
    private enum Reception { case begins, stands, isTurnedAway }

    /// Entries on their way to the disk, in the form in which they stand there, and who waits for them.
    private struct Line {
        var frames: [UInt8] = []
        var completions: [Completion] = []

        /// Of entries.
        var count: Int { frames.count / JournalFrame<Entry>.length }

        mutating func empty() {
            frames.removeAll(keepingCapacity: true)
            completions.removeAll(keepingCapacity: true)
        }
    }

    /// A file with the number of its entries that are on the disk, and of those the number that were posted.
    private struct Segment {
        let file: JournalFile<Entry>
        var written: Int
        var posted = 0
    }

    private struct State {
        var line = Line()
        /// An empty one that takes the place of the line when that goes to the disk; its memory was fetched before.
        var spare = Line()
        var isWriting = false
        var isClosed = false
        var hasLooked = false
        /// The oldest first.
        var segments: [Segment] = []
        /// Whether entries still go to the last segment; not to one that was left behind or in which a flush failed.
        var hasOpenSegment = false
        var posting: Task<Void, any Error>?
        /// Whether the operator knows that the database takes nothing.
        var isReported = false
        /// Not taken in since the operator was last told.
        var turnedAway = 0
        var closing: [CheckedContinuation<Void, Never>] = []
        /// Taken in since ``postWhenQuiet()`` last looked.
        var arrivals = 0
        /// How many entries came to the disk, and how many of these to the database; of a file that was left behind, all
        /// places count.
        var written = 0
        var posted = 0

        var unposted: Int { written - posted }

        /// Takes away the files at the front whose entries were all posted, but for the one that is written to.
        mutating func takeFinished() -> [JournalFile<Entry>] {
            var finished: [JournalFile<Entry>] = []
            while let first = segments.first, first.posted == first.written, !(hasOpenSegment && segments.count == 1) {
                finished.append(segments.removeFirst().file)
            }
            return finished
        }
    }

    private let folder: String
    private let limits: Limits
    private let insert: Post
    private let report: @Sendable (Trouble) -> Void
    private let queue = DispatchQueue(label: "masthead.journal")
    private let state = Mutex(State())

    /// - Parameters:
    ///   - folder: Where the files are kept; made with the first entry.
    ///   - report: Is told of what goes wrong.
    package init(
        folder: String, limits: Limits = Limits(), report: @escaping @Sendable (Trouble) -> Void = { _ in },
        post: @escaping Post
    ) {
        self.folder = folder
        self.limits = limits
        self.report = report
        insert = post
    }

    // MARK: Taking in

    /// Takes an entry in; doesn’t wait.
    package func enter(_ entry: Entry, completion: @escaping Completion) { enter([entry], completion: completion) }

    /// Takes entries in, all or none; doesn’t wait.
    package func enter(_ entries: [Entry], completion: @escaping Completion) {
        let length = JournalFrame<Entry>.length
        let reception = withUnsafeTemporaryAllocation(
            byteCount: entries.count * length, alignment: MemoryLayout<UInt64>.alignment
        ) { frames in
            for (number, entry) in entries.enumerated() {
                let place = number * length
                JournalFrame.write(entry, to: UnsafeMutableRawBufferPointer(rebasing: frames[place..<place + length]))
            }
            return state.withLock { state in
                receive(entries.count, UnsafeRawBufferPointer(frames), completion, &state)
            }
        }
        switch reception {
        case .begins: queue.async { self.writeAll() }
        case .stands: break
        case .isTurnedAway: completion(false)
        }
    }

    private func receive(
        _ count: Int, _ frames: UnsafeRawBufferPointer, _ completion: @escaping Completion, _ state: inout State
    ) -> Reception {
        guard !state.isClosed, state.line.count + count <= limits.line, state.unposted + count <= limits.unposted else {
            state.turnedAway += count
            return .isTurnedAway
        }
        state.line.frames.append(contentsOf: frames)
        state.line.completions.append(completion)
        state.arrivals += count
        guard !state.isWriting else { return .stands }
        state.isWriting = true
        return .begins
    }

    /// Takes an entry in, and returns whether it is durable.
    package func enter(_ entry: Entry) async -> Bool {
        await withCheckedContinuation { continuation in
            enter(entry) { continuation.resume(returning: $0) }
        }
    }

    private func writeAll() {
        while var line = nextLine() {
            let isDurable = write(line)
            for completion in line.completions { completion(isDurable) }
            line.empty()
            state.withLock { $0.spare = line }
        }
    }

    private func nextLine() -> Line? {
        let (line, turnedAway, closing) = state.withLock {
            state -> (Line?, Int, [CheckedContinuation<Void, Never>]) in
            defer { state.turnedAway = 0 }
            guard !state.line.completions.isEmpty else {
                state.isWriting = false
                defer { state.closing = [] }
                return (nil, state.turnedAway, state.closing)
            }
            let line = state.line
            state.line = state.spare
            state.spare = Line()
            return (line, state.turnedAway, [])
        }
        if turnedAway > 0 { report(.lineIsFull(entries: turnedAway)) }
        for continuation in closing { continuation.resume() }
        return line
    }

    /// Whether all of them are on the disk.
    ///
    /// Of a line that failed some may be, and are posted, though nobody who waited for them was told so.
    private func write(_ line: Line) -> Bool {
        var done = 0
        do throws(JournalFile<Entry>.Fault) {
            while done < line.count {
                let (file, start) = try openPlace()
                let count = min(line.count - done, file.capacity - start)
                let length = JournalFrame<Entry>.length
                try file.write(line.frames[done * length..<(done + count) * length], at: start)
                state.withLock { state in
                    state.segments[state.segments.count - 1].written = start + count
                    state.written += count
                }
                done += count
            }
            return true
        } catch {
            // What the failed flush left in the file is not known, so nothing more goes there.
            state.withLock { $0.hasOpenSegment = false }
            report(.notWritten(entries: line.count, reason: "\(error)"))
            return false
        }
    }

    /// Where the next entries go: behind those in the open file, at its beginning again when all of them were posted, or to a
    /// new file.
    private func openPlace() throws(JournalFile<Entry>.Fault) -> (file: JournalFile<Entry>, start: Int) {
        let place = state.withLock { state -> (JournalFile<Entry>, Int)? in
            guard state.hasOpenSegment, let last = state.segments.last else { return nil }
            let isPosted = last.posted == last.written
            if isPosted { state.segments[state.segments.count - 1] = Segment(file: last.file, written: 0) }
            let start = isPosted ? 0 : last.written
            return start < last.file.capacity ? (last.file, start) : nil
        }
        if let place { return place }
        mkdir(folder, 0o700)
        let name = "\(Identifier<Self>(at: SystemClock().now())).journal"
        let file = try JournalFile<Entry>(making: "\(folder)/\(name)", capacity: limits.file)
        state.withLock { state in
            state.segments.append(Segment(file: file, written: 0))
            state.hasOpenSegment = true
        }
        return (file, 0)
    }

    // MARK: Posting

    /// Posts all that is on the disk now.
    ///
    /// - Throws: What the database throws; then the entries stay on the disk.
    package func settle() async throws {
        let isFirst = state.withLock { !$0.hasLooked }
        if isFirst { try await postOnce() }
        let end = state.withLock { $0.written }
        while state.withLock({ $0.posted < end }) { try await postOnce() }
    }

    /// Posts what was on the disk when it began; waits for who does so already.
    private func postOnce() async throws {
        let posting = state.withLock { state -> Task<Void, any Error> in
            if let posting = state.posting { return posting }
            let posting = Task { try await self.post() }
            state.posting = posting
            return posting
        }
        try await posting.value
    }

    /// Posts what is there, unless so much comes just now that it had better wait: a transaction takes from the machine what
    /// the readers need, and a peak passes.
    ///
    /// Called several times a second. What a database does not take stays; it is reported once, until the database takes it.
    ///
    /// - Parameter peak: From so many entries since the last call on posting waits, until half of what may wait does.
    package func postWhenQuiet(peak: Int) async {
        let isPeak = state.withLock { state in
            defer { state.arrivals = 0 }
            return state.arrivals >= peak && state.unposted < limits.unposted / 2
        }
        guard !isPeak else { return }
        do {
            try await postOnce()
            state.withLock { $0.isReported = false }
        } catch {
            let wasReported = state.withLock { state in
                defer { state.isReported = true }
                return state.isReported
            }
            if !wasReported { report(.notPosted(reason: "\(error)")) }
        }
    }

    private func post() async throws {
        defer { state.withLock { $0.posting = nil } }
        takeUpWhatWasLeft()
        // What comes meanwhile is for the next time: under load there would be no end.
        let end = state.withLock { $0.written }
        while state.withLock({ $0.posted < end }), let (file, start, count) = nextPiece() {
            let entries = try file.read(count, from: start)
            if !entries.isEmpty { try await insert(entries) }
            state.withLock { state in
                // Only here are files taken away, and none is put before the first while entries are posted.
                state.segments[0].posted += count
                state.posted += count
            }
        }
        removeFinished()
    }

    private func removeFinished() {
        for file in state.withLock({ $0.takeFinished() }) { file.remove() }
    }

    private func nextPiece() -> (file: JournalFile<Entry>, start: Int, count: Int)? {
        removeFinished()
        return state.withLock { state in
            guard let first = state.segments.first, first.posted < first.written else { return nil }
            return (first.file, first.posted, min(limits.transaction, first.written - first.posted))
        }
    }

    /// Finds the files of processes that are no more.
    private func takeUpWhatWasLeft() {
        guard
            state.withLock({ state in
                defer { state.hasLooked = true }
                return !state.hasLooked
            })
        else { return }
        let own = Set(state.withLock { $0.segments.map(\.file.path) })
        for name in names().sorted(by: >) where name.hasSuffix(".journal") && !own.contains("\(folder)/\(name)") {
            do {
                guard let file = try JournalFile<Entry>(leftAt: "\(folder)/\(name)") else { continue }
                guard file.capacity > 0 else {
                    file.remove()
                    continue
                }
                state.withLock { state in
                    state.segments.insert(Segment(file: file, written: file.capacity), at: 0)
                    state.written += file.capacity
                }
            } catch {
                report(.notPosted(reason: "\(error)"))
            }
        }
    }

    private func names() -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }

    // MARK: Ending

    /// Takes in no more, and returns once what was taken in is on the disk and, if the database takes it, posted.
    package func close() async {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                state.isClosed = true
                if state.isWriting { state.closing.append(continuation) }
                return !state.isWriting
            }
            if isDone { continuation.resume() }
        }
        do {
            try await settle()
        } catch {
            report(.notPosted(reason: "\(error)"))
        }
        let rest = state.withLock { state in
            defer {
                state.segments = []
                state.hasOpenSegment = false
                state.posted = state.written
            }
            return state.segments
        }
        for segment in rest where segment.posted == segment.written { segment.file.remove() }
    }
}
