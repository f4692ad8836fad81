/// Finds what two sequences have in common, in order, with work that is bounded whatever they hold.
///
/// Where elements stand once on each side, they are lined up first (Bram Cohen's patience diff), which keeps whole
/// paragraphs together; between them, Eugene Myers' O(ND) algorithm in linear space finds the rest. When the allowance
/// is used up, what is left counts as different: a coarser answer, never a wrong one.
struct SequenceMatching {
    /// For each position of the left sequence its partner in the right one, or `nil`.
    private(set) var partners: [Int?]

    private struct Stretch {
        var left: Range<Int>
        var right: Range<Int>

        var isEmpty: Bool { left.isEmpty || right.isEmpty }
    }

    private let left: [Int]
    private let right: [Int]
    /// Comparisons that may still be made.
    private var allowance: Int
    /// By element: how often it stands in the stretch at hand on each side, and where.
    private var census: [Census]

    private struct Census {
        var left = 0
        var right = 0
        var rightPosition = 0
    }

    /// How many differences are looked for at once before a stretch is split where the search has come.
    private static let mostDifferences = 256

    /// - Parameters:
    ///   - left: Elements as numbers from 0.
    ///   - right: Elements numbered as those of `left` are.
    ///   - allowance: About how many comparisons to make at most.
    init(_ left: [Int], _ right: [Int], allowance: Int = 6_000_000) {
        let kinds = max(left.max() ?? 0, right.max() ?? 0) + 1
        var census = Array(repeating: Census(), count: kinds)
        for element in left { census[element].left += 1 }
        for element in right { census[element].right += 1 }
        // What stands on one side only can have no partner and would only lengthen the search.
        let leftPositions = left.indices.filter { census[left[$0]].right > 0 }
        let rightPositions = right.indices.filter { census[right[$0]].left > 0 }
        self.left = leftPositions.map { left[$0] }
        self.right = rightPositions.map { right[$0] }
        self.allowance = allowance
        self.census = Array(repeating: Census(), count: kinds)
        partners = Array(repeating: nil, count: self.left.count)
        search()
        var all: [Int?] = Array(repeating: nil, count: left.count)
        for (position, partner) in zip(leftPositions, partners) {
            if let partner { all[position] = rightPositions[partner] }
        }
        partners = all
    }

    private mutating func search() {
        var waiting = [Stretch(left: 0..<left.count, right: 0..<right.count)]
        while let next = waiting.popLast() {
            let stretch = trimmed(next)
            guard !stretch.isEmpty else { continue }
            allowance -= stretch.left.count + stretch.right.count
            guard allowance > 0 else { return }
            let anchors = anchors(in: stretch)
            if anchors.isEmpty {
                waiting += split(stretch)
            } else {
                var rest = stretch
                for anchor in anchors {
                    partners[anchor.left] = anchor.right
                    waiting.append(
                        Stretch(
                            left: rest.left.lowerBound..<anchor.left, right: rest.right.lowerBound..<anchor.right))
                    rest.left = (anchor.left + 1)..<rest.left.upperBound
                    rest.right = (anchor.right + 1)..<rest.right.upperBound
                }
                waiting.append(rest)
            }
        }
    }

    /// Pairs off what both sides begin and end with.
    private mutating func trimmed(_ stretch: Stretch) -> Stretch {
        var (start, end) = (stretch.left.lowerBound, stretch.left.upperBound)
        var (rightStart, rightEnd) = (stretch.right.lowerBound, stretch.right.upperBound)
        while start < end, rightStart < rightEnd, left[start] == right[rightStart] {
            partners[start] = rightStart
            start += 1
            rightStart += 1
        }
        while start < end, rightStart < rightEnd, left[end - 1] == right[rightEnd - 1] {
            end -= 1
            rightEnd -= 1
            partners[end] = rightEnd
        }
        return Stretch(left: start..<end, right: rightStart..<rightEnd)
    }

    // MARK: Patience

    /// The longest run, in order on both sides, of elements that stand once on each.
    private mutating func anchors(in stretch: Stretch) -> [(left: Int, right: Int)] {
        for position in stretch.left { census[left[position]].left += 1 }
        for position in stretch.right {
            census[right[position]].right += 1
            census[right[position]].rightPosition = position
        }
        var pairs: [(left: Int, right: Int)] = []
        for position in stretch.left {
            let found = census[left[position]]
            if found.left == 1, found.right == 1 { pairs.append((position, found.rightPosition)) }
        }
        for position in stretch.left { census[left[position]] = Census() }
        for position in stretch.right { census[right[position]] = Census() }
        return Self.longestRising(pairs)
    }

    /// The longest part of `pairs` whose right positions rise, by patience sorting.
    private static func longestRising(_ pairs: [(left: Int, right: Int)]) -> [(left: Int, right: Int)] {
        /// The index of the pair on top of each pile.
        var piles: [Int] = []
        var before: [Int?] = []
        for (index, pair) in pairs.enumerated() {
            var (low, high) = (0, piles.count)
            while low < high {
                let middle = (low + high) / 2
                if pairs[piles[middle]].right < pair.right { low = middle + 1 } else { high = middle }
            }
            before.append(low > 0 ? piles[low - 1] : nil)
            if low < piles.count { piles[low] = index } else { piles.append(index) }
        }
        var rising: [(left: Int, right: Int)] = []
        var next = piles.last
        while let index = next {
            rising.append(pairs[index])
            next = before[index]
        }
        return rising.reversed()
    }

    // MARK: Myers

    /// Splits a stretch, whose ends differ, where a shortest way through it passes its middle.
    private mutating func split(_ stretch: Stretch) -> [Stretch] {
        let (width, height) = (stretch.left.count, stretch.right.count)
        let (originX, originY) = (stretch.left.lowerBound, stretch.right.lowerBound)
        let difference = width - height
        let isOdd = !difference.isMultiple(of: 2)
        let limit = min((width + height + 1) / 2, Self.mostDifferences)
        let centre = limit + 1
        // By diagonal, how far one can come with so many differences, from the start and from the end.
        var forward = Array(repeating: 0, count: 2 * limit + 3)
        var backward = forward

        func halves(_ x: Int, _ y: Int) -> [Stretch] {
            let (middleX, middleY) = (originX + x, originY + y)
            return [
                Stretch(left: originX..<middleX, right: originY..<middleY),
                Stretch(left: middleX..<stretch.left.upperBound, right: middleY..<stretch.right.upperBound),
            ]
        }

        for distance in 0...limit {
            let low = -(distance - 2 * max(0, distance - height))
            let high = distance - 2 * max(0, distance - width)
            for diagonal in stride(from: low, through: high, by: 2) {
                var x = Self.step(
                    forward, centre + diagonal, isDown: diagonal == -distance, isEdge: diagonal == distance)
                let start = x
                while x < width, x - diagonal < height, left[originX + x] == right[originY + x - diagonal] { x += 1 }
                allowance -= 1 + x - start
                forward[centre + diagonal] = x
                let mirrored = difference - diagonal
                if isOdd, abs(mirrored) <= distance - 1, x + backward[centre + mirrored] >= width {
                    return halves(x, x - diagonal)
                }
            }
            for diagonal in stride(from: low, through: high, by: 2) {
                var x = Self.step(
                    backward, centre + diagonal, isDown: diagonal == -distance, isEdge: diagonal == distance)
                let start = x
                while x < width, x - diagonal < height,
                    left[originX + width - 1 - x] == right[originY + height - 1 - x + diagonal]
                { x += 1 }
                allowance -= 1 + x - start
                backward[centre + diagonal] = x
                let mirrored = difference - diagonal
                if !isOdd, abs(mirrored) <= distance, x + forward[centre + mirrored] >= width {
                    return halves(width - x, height - x + diagonal)
                }
            }
            guard allowance > 0 else { return [] }
        }
        // Too different to go on: keep the way that came furthest, and begin anew at its end.
        var best = (x: 0, y: 0)
        for diagonal in -limit...limit {
            let x = forward[centre + diagonal]
            let y = x - diagonal
            if x <= width, (0...height).contains(y), x + y > best.x + best.y { best = (x, y) }
        }
        return best.x + best.y > 0 ? halves(best.x, best.y) : []
    }

    /// Where a way with one difference more begins on a diagonal.
    private static func step(_ reached: [Int], _ index: Int, isDown: Bool, isEdge: Bool) -> Int {
        isDown || (!isEdge && reached[index - 1] < reached[index + 1]) ? reached[index + 1] : reached[index - 1] + 1
    }
}
