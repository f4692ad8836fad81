package import Kernel

/// In which order comments that answer the same thing stand.
package enum DiscussionSort: String, Sendable, Hashable, CaseIterable {
    case oldest
    /// What answers the article, newest first; below each, the exchange as it went.
    case newest
    /// What was recommended most often first, on every level.
    case best
}

/// A comment’s place in a discussion.
package struct DiscussionEntry: Sendable, Hashable {
    package let id: Comment.ID
    /// The comment that it answers, if that stands here too.
    package let parent: Comment.ID?
    /// How many comments deep it answers; 0 for one that answers the article.
    package let depth: Int
    package let state: Comment.State
    package let posted: Timestamp
    package let votes: Int
}

/// The comments under one article without their texts: enough to know which stand on which page.
struct DiscussionTree: Sendable {
    struct Node: Sendable, Hashable {
        let id: Comment.ID
        let parent: Comment.ID?
        let posted: Timestamp
        var votes: Int
        var state: Comment.State
    }

    /// What stands in one order, and where.
    struct Order: Sendable {
        let entries: [DiscussionEntry]
        /// Where each node stands among the entries, by its index; −1 for one that doesn’t.
        let positions: [Int32]
    }

    private(set) var nodes: [Node] = []
    private var indices: [Comment.ID: Int32] = [:]
    /// How many comments readers can read.
    private(set) var shownCount = 0

    var count: Int { nodes.count }

    func index(of id: Comment.ID) -> Int? { indices[id].map(Int.init) }

    /// Adds a comment, or takes over what has changed of one.
    mutating func put(_ node: Node) {
        if node.state == .shown { shownCount += 1 }
        guard let index = indices[node.id] else {
            indices[node.id] = Int32(nodes.count)
            nodes.append(node)
            return
        }
        if nodes[Int(index)].state == .shown { shownCount -= 1 }
        nodes[Int(index)] = node
    }

    /// Puts what readers see into an order, each comment followed by its answers.
    ///
    /// A comment whose parent is not among them stands as if it answered the article, so that none is lost. What was taken
    /// away stands as a gap as long as something answers it; what its author deleted always does.
    func order(_ sort: DiscussionSort) -> Order {
        let links = Links(nodes, sort) { $0.parent.flatMap { indices[$0] } ?? Int32(-1) }
        var preorder: [(node: Int32, depth: Int32)] = []
        preorder.reserveCapacity(nodes.count)
        // A stack instead of recursion: a thread may be deeper than the call stack.
        var stack = links.firstRoot < 0 ? [] : [(node: links.firstRoot, depth: Int32(0))]
        while let place = stack.popLast() {
            preorder.append(place)
            let next = links.next[Int(place.node)]
            if next >= 0 { stack.append((next, place.depth)) }
            let child = links.firstChild[Int(place.node)]
            if child >= 0 { stack.append((child, place.depth + 1)) }
        }
        var stands = [Bool](repeating: false, count: nodes.count)
        for (node, _) in preorder.reversed() {
            let node = Int(node)
            if nodes[node].state == .shown || nodes[node].state == .deleted { stands[node] = true }
            if stands[node], links.parent[node] >= 0 { stands[Int(links.parent[node])] = true }
        }
        var entries: [DiscussionEntry] = []
        entries.reserveCapacity(nodes.count)
        var positions = [Int32](repeating: -1, count: nodes.count)
        for (index, depth) in preorder where stands[Int(index)] {
            let node = nodes[Int(index)]
            let parent = links.parent[Int(index)]
            positions[Int(index)] = Int32(entries.count)
            entries.append(
                DiscussionEntry(
                    id: node.id, parent: parent < 0 ? nil : nodes[Int(parent)].id, depth: Int(depth),
                    state: node.state, posted: node.posted, votes: node.votes))
        }
        return Order(entries: entries, positions: positions)
    }

    /// Who follows whom, as indices; −1 where nobody does.
    private struct Links {
        private(set) var firstRoot: Int32 = -1
        private(set) var firstChild: [Int32]
        private(set) var next: [Int32]
        let parent: [Int32]

        init(_ nodes: [Node], _ sort: DiscussionSort, parent: (Node) -> Int32) {
            self.parent = nodes.map(parent)
            firstChild = [Int32](repeating: -1, count: nodes.count)
            next = firstChild
            let isEarlier = { (left: Int32, right: Int32) in
                let (left, right) = (nodes[Int(left)], nodes[Int(right)])
                return (left.posted, left.id) < (right.posted, right.id)
            }
            var sorted = Array(0..<Int32(nodes.count))
            // They come almost always in their order, and looking is cheaper than sorting.
            if !zip(sorted, sorted.dropFirst()).allSatisfy(isEarlier) { sorted.sort(by: isEarlier) }
            if sort == .best {
                let votes = nodes.map(\.votes)
                var places = [Int32](repeating: 0, count: nodes.count)
                for (place, node) in sorted.enumerated() { places[Int(node)] = Int32(place) }
                sorted.sort {
                    (-votes[Int($0)], places[Int($0)]) < (-votes[Int($1)], places[Int($1)])
                }
            }
            // Each is put before its later siblings, so the last comes first.
            for node in sorted.reversed() where self.parent[Int(node)] >= 0 {
                let parent = Int(self.parent[Int(node)])
                next[Int(node)] = firstChild[parent]
                firstChild[parent] = node
            }
            let roots = sorted.filter { self.parent[Int($0)] < 0 }
            for root in sort == .newest ? roots : roots.reversed() {
                next[Int(root)] = firstRoot
                firstRoot = root
            }
        }
    }
}
