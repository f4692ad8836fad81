/// A tree of byte strings with a link from each node to the longest shorter one that it ends with.
struct ByteTree: Sendable {
    private struct Node {
        /// The first of its children, which are a chain.
        var child: Int32 = 0
        /// The next child of its parent.
        var sibling: Int32 = 0
        var parent: Int32 = 0
        /// The longest node that this one ends with.
        var shorter: Int32 = 0
        /// The longest of those at which a string ends; 0 for none.
        var shorterEnd: Int32 = 0
        var byte: UInt8 = 0
    }

    private var nodes = [Node()]
    /// The root’s children, which are asked for most.
    private var roots = [Int32](repeating: 0, count: 256)

    var count: Int { nodes.count }

    func shorterEnd(of node: Int) -> Int { Int(nodes[node].shorterEnd) }

    /// Adds strings, and says at which node each ends.
    mutating func add(_ strings: [[UInt8]]) -> [Int] {
        strings.map { string in
            string.reduce(0) { node, byte in child(of: node, byte) ?? added(to: node, byte) }
        }
    }

    /// Sets the links, shorter nodes first.
    ///
    /// - Parameter isEnd: Whether a string ends at a node.
    mutating func link(_ isEnd: (Int) -> Bool) {
        var queue = [0]
        var head = 0
        while head < queue.count {
            let node = queue[head]
            head += 1
            if node != 0, nodes[node].parent != 0 {
                let shorter = next(Int(nodes[Int(nodes[node].parent)].shorter), nodes[node].byte)
                nodes[node].shorter = Int32(shorter)
                nodes[node].shorterEnd = isEnd(shorter) ? Int32(shorter) : nodes[shorter].shorterEnd
            }
            var child = nodes[node].child
            while child != 0 {
                queue.append(Int(child))
                child = nodes[Int(child)].sibling
            }
        }
    }

    /// Where a byte leads from a node.
    func next(_ node: Int, _ byte: UInt8) -> Int {
        var node = node
        while node != 0 {
            if let child = child(of: node, byte) { return child }
            node = Int(nodes[node].shorter)
        }
        return Int(roots[Int(byte)])
    }

    private func child(of node: Int, _ byte: UInt8) -> Int? {
        guard node != 0 else { return roots[Int(byte)] == 0 ? nil : Int(roots[Int(byte)]) }
        var child = Int(nodes[node].child)
        while child != 0 {
            if nodes[child].byte == byte { return child }
            child = Int(nodes[child].sibling)
        }
        return nil
    }

    private mutating func added(to parent: Int, _ byte: UInt8) -> Int {
        var node = Node()
        node.parent = Int32(parent)
        node.byte = byte
        node.sibling = nodes[parent].child
        nodes.append(node)
        let number = nodes.count - 1
        nodes[parent].child = Int32(number)
        if parent == 0 { roots[Int(byte)] = Int32(number) }
        return number
    }
}
