/// Two people's changes to an ordered list, brought together.
///
/// What either added is there, what either took out is gone. The order is that of whoever changed it.
struct ListMerge<Entry: Hashable & Sendable>: Sendable, Hashable {
    let merged: [Entry]
    /// Whether both put what was there before into different orders; `merged` then has mine.
    let isOrderInConflict: Bool

    init(base: [Entry], mine: [Entry], theirs: [Entry]) {
        if mine == theirs || theirs == base {
            merged = mine
            isOrderInConflict = false
            return
        }
        if mine == base {
            merged = theirs
            isOrderInConflict = false
            return
        }
        let kept = Set(base).intersection(mine).intersection(theirs)
        let order = base.filter(kept.contains)
        let (myOrder, theirOrder) = (mine.filter(kept.contains), theirs.filter(kept.contains))
        isOrderInConflict = myOrder != order && theirOrder != order && myOrder != theirOrder
        // Whoever changed the order leads; the other’s changes are brought into it.
        let (leading, following) = myOrder == order && theirOrder != order ? (theirs, mine) : (mine, theirs)
        let gone = Set(base).subtracting(following)
        var result = leading.filter { !gone.contains($0) }
        var present = Set(result)
        let old = Set(base)
        var previous: Entry?
        for entry in following {
            if !old.contains(entry), present.insert(entry).inserted {
                // Right behind what it stands behind in its own list.
                let place = previous.flatMap { result.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
                result.insert(entry, at: place)
            }
            if present.contains(entry) { previous = entry }
        }
        merged = result
    }
}
