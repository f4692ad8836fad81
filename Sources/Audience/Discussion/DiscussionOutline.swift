import Database
import Kernel
import Synchronization

/// The shape of one discussion, kept in memory and brought up to date by what has changed since.
///
/// Who asks for it to be refreshed gets a state that was read after they asked; however many ask at the same time share a reading.
final class DiscussionOutline: Sendable {
    private struct Memory {
        var tree = DiscussionTree()
        var orders: [DiscussionSort: DiscussionTree.Order] = [:]
        /// The last change of the store that the tree knows of; −1 when nothing was read.
        var change = -1
        var isStale = true
        var begun: ContinuousClock.Instant?
        var running: Task<Void, any Error>?
        var waiting: Task<Void, any Error>?
    }

    /// Readings of one discussion are at least so far apart.
    private static let pause = Duration.milliseconds(25)

    let article: ArticleID
    private let database: any Database
    private let memory = Mutex(Memory())

    init(of article: ArticleID, in database: any Database) {
        self.article = article
        self.database = database
    }

    /// How many comments it keeps.
    var count: Int { memory.withLock { $0.tree.count } }

    func markStale() { memory.withLock { $0.isStale = true } }

    /// Reads what is new, unless nothing is.
    func refreshIfStale() async throws {
        if memory.withLock({ $0.isStale }) { try await refresh() }
    }

    /// Reads what is new.
    func refresh() async throws {
        let task = memory.withLock { memory in
            if let waiting = memory.waiting { return waiting }
            let running = memory.running
            let task = Task {
                _ = await running?.result
                try await read()
            }
            memory.waiting = task
            return task
        }
        try await task.value
    }

    private func read() async throws {
        let begun = memory.withLock { $0.begun }
        if let begun { try await Task.sleep(until: begun + Self.pause, clock: .continuous) }
        let since = memory.withLock { memory in
            memory.running = memory.waiting
            memory.waiting = nil
            memory.begun = .now
            memory.isStale = false
            return memory.change
        }
        do {
            let (nodes, change) = try await database.read { [article] connection in
                let change = try ChangeNumber.last(in: connection)
                let nodes = try connection.all(
                    DiscussionTree.Node.self,
                    """
                    SELECT id, parent, posted, votes, state FROM comment
                    WHERE article = \(article) AND change > \(since) ORDER BY posted, id
                    """)
                return (nodes, change)
            }
            memory.withLock { memory in
                memory.change = change
                guard !nodes.isEmpty else { return }
                for node in nodes { memory.tree.put(node) }
                memory.orders.removeAll()
            }
        } catch {
            memory.withLock { $0.isStale = true }
            throw error
        }
    }

    /// How many comments readers can read.
    var shownCount: Int { memory.withLock { $0.tree.shownCount } }

    func page(_ number: Int, by length: Int, _ sort: DiscussionSort) -> DiscussionPage {
        memory.withLock { memory in
            let entries = Self.order(sort, &memory).entries
            let pages = max(1, (entries.count + length - 1) / length)
            let start = (number - 1) * length
            return DiscussionPage(
                entries: start < entries.count ? Array(entries[start..<min(start + length, entries.count)]) : [],
                number: number, pages: pages, shownCount: memory.tree.shownCount)
        }
    }

    /// Where a comment stands, from 0; `nil` when readers don’t see it.
    func position(of id: Comment.ID, _ sort: DiscussionSort) -> Int? {
        memory.withLock { memory in
            guard let index = memory.tree.index(of: id) else { return nil }
            let position = Self.order(sort, &memory).positions[index]
            return position < 0 ? nil : Int(position)
        }
    }

    func state(of id: Comment.ID) -> Comment.State? {
        memory.withLock { memory in memory.tree.index(of: id).map { memory.tree.nodes[$0].state } }
    }

    private static func order(_ sort: DiscussionSort, _ memory: inout Memory) -> DiscussionTree.Order {
        if let known = memory.orders[sort] { return known }
        let order = memory.tree.order(sort)
        memory.orders[sort] = order
        return order
    }
}

/// A stretch of a discussion.
package struct DiscussionPage: Sendable, Hashable {
    package let entries: [DiscussionEntry]
    /// From 1.
    package let number: Int
    package let pages: Int
    /// How many comments readers can read on all of them.
    package let shownCount: Int
}

extension DiscussionTree.Node: RowDecodable {
    init(row: Row) throws {
        try self.init(
            id: row.value("id"), parent: row.value("parent"), posted: row.value("posted"), votes: row.value("votes"),
            state: Comment.state(row.value("state")))
    }
}
