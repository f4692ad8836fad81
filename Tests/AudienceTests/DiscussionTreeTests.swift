import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct DiscussionTreeTests {
    private typealias Node = DiscussionTree.Node

    private static func node(
        _ number: Int, at moment: Int, answering parent: Int? = nil, votes: Int = 0,
        state: Audience.Comment.State = .shown
    ) -> Node {
        Node(
            id: Audience.Comment.ID(high: 1, low: UInt64(number)),
            parent: parent.map { Audience.Comment.ID(high: 1, low: UInt64($0)) },
            posted: Timestamp(milliseconds: Int64(moment)), votes: votes, state: state)
    }

    private static func order(_ nodes: [Node], _ sort: DiscussionSort) -> [DiscussionEntry] {
        var tree = DiscussionTree()
        for node in nodes { tree.put(node) }
        return tree.order(sort).entries
    }

    /// The same as a reader of the definition would write it down, without a thought of how long it takes.
    private static func naive(
        _ nodes: [Node], _ sort: DiscussionSort, under parent: Node? = nil, depth: Int = 0
    ) -> [DiscussionEntry] {
        let ids = Set(nodes.map(\.id))
        var level = nodes.filter { node in
            guard let parent else { return node.parent.map { !ids.contains($0) } ?? true }
            return node.parent == parent.id
        }
        level.sort { ($0.posted, $0.id) < ($1.posted, $1.id) }
        switch sort {
        case .oldest: break
        case .newest: if parent == nil { level.reverse() }
        case .best:
            level = level.enumerated().sorted {
                (-$0.element.votes, $0.offset) < (-$1.element.votes, $1.offset)
            }.map(\.element)
        }
        return level.flatMap { node in
            let below = naive(nodes, sort, under: node, depth: depth + 1)
            guard node.state == .shown || node.state == .deleted || !below.isEmpty else { return [DiscussionEntry]() }
            return [
                DiscussionEntry(
                    id: node.id, parent: parent?.id, depth: depth, state: node.state, posted: node.posted,
                    votes: node.votes)
            ] + below
        }
    }

    @Test(arguments: 0..<60)
    func anyTreeIsOrderedAsItsDefinitionSays(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let count = Int.random(in: 0...40, using: &random)
        var nodes: [Node] = []
        for number in 0..<count {
            let parent = number == 0 || Bool.random(using: &random) ? nil : Int.random(in: 0..<number, using: &random)
            nodes.append(
                Self.node(
                    number, at: Int.random(in: 0...8, using: &random), answering: parent,
                    votes: Int.random(in: 0...3, using: &random),
                    state: Audience.Comment.State.allCases.randomElement(using: &random) ?? .shown))
        }
        for sort in DiscussionSort.allCases {
            #expect(Self.order(nodes, sort) == Self.naive(nodes, sort))
        }
        // What is put in piece by piece, and again with another state, comes to the same.
        var tree = DiscussionTree()
        for node in nodes.shuffled(using: &random) {
            var earlier = node
            earlier.state = .held
            earlier.votes = 9
            tree.put(earlier)
        }
        for node in nodes.shuffled(using: &random) { tree.put(node) }
        for sort in DiscussionSort.allCases { #expect(tree.order(sort).entries == Self.naive(nodes, sort)) }
        #expect(tree.shownCount == nodes.filter { $0.state == .shown }.count)
    }

    @Test func aThreadOfAnyDepthIsReadInOrder() {
        let nodes = (0..<20_000).map { Self.node($0, at: $0, answering: $0 == 0 ? nil : $0 - 1) }
        #expect(Self.order(nodes, .oldest).map(\.depth) == Array(0..<20_000))
    }

    @Test func aCommentWhoseParentIsGoneIsNotLost() {
        let entries = Self.order([Self.node(2, at: 1, answering: 1)], .oldest)
        #expect(entries.map(\.depth) == [0])
        #expect(entries.map(\.parent) == [nil])
    }

    @Test func positionsAreThoseOfTheEntries() {
        let nodes = (0..<100).map { number in
            Self.node(number, at: number, answering: number % 3 == 0 ? nil : number - 1)
        }
        var tree = DiscussionTree()
        for node in nodes { tree.put(node) }
        let order = tree.order(.newest)
        for (place, entry) in order.entries.enumerated() {
            #expect(tree.index(of: entry.id).map { order.positions[$0] } == Int32(place))
        }
    }
}
