import Compositor
import Kernel
import Synchronization

/// Prepared pages within a limit of memory; when it is full, a clock hand lets go of what nobody has asked for since it
/// last came by (the “second chance” approximation of least recently used).
struct PageShelf {
    private struct Place {
        let path: String
        var entry: PageLibrary.Entry
    }

    private let capacity: Int
    private var places: [Place] = []
    private var indices: [String: Int] = [:]
    private var hand = 0
    private var size = 0
    /// Counts the times that something was forgotten because it had changed.
    private(set) var generation = 0

    /// - Parameter capacity: In bytes.
    init(capacity: Int) { self.capacity = capacity }

    var count: Int { places.count }

    subscript(path: String) -> PageLibrary.Entry? {
        guard let index = indices[path] else { return nil }
        let entry = places[index].entry
        entry.isUsed.store(true, ordering: .relaxed)
        return entry
    }

    /// Keeps an entry, in the place of an earlier one; what alone would take a quarter of the shelf is not kept.
    mutating func insert(_ entry: PageLibrary.Entry, at path: String) {
        remove(path)
        guard entry.page.footprint <= capacity / 4 else { return }
        while size + entry.page.footprint > capacity { letGoOfOne() }
        indices[path] = places.count
        places.append(Place(path: path, entry: entry))
        size += entry.page.footprint
    }

    /// Forgets what has changed.
    mutating func forget(_ paths: [String]) {
        for path in paths { remove(path) }
        generation += 1
    }

    /// Forgets what has changed, but for what somebody has asked for since it was made: that may be answered with until it is
    /// made anew.
    ///
    /// - Returns: What is to be made anew, by its path.
    mutating func outdate(_ paths: [String]) -> [String: PageLibrary.Entry] {
        var outdated: [String: PageLibrary.Entry] = [:]
        for path in paths {
            guard let index = indices[path], places[index].entry.isUsed.load(ordering: .relaxed) else { continue }
            outdated[path] = places[index].entry
        }
        forget(paths.filter { outdated[$0] == nil })
        return outdated
    }

    /// Forgets an entry, unless another has taken its place.
    mutating func forget(_ entry: PageLibrary.Entry, at path: String) {
        guard let index = indices[path], places[index].entry === entry else { return }
        remove(path)
    }

    /// Forgets what says how many comments there are under any of these articles.
    mutating func forget(countingCommentsOf articles: Set<ArticleID>) {
        forget(places.filter { !$0.entry.counted.isDisjoint(with: articles) }.map(\.path))
    }

    /// Forgets everything.
    mutating func forgetAll() {
        places.removeAll()
        indices.removeAll()
        hand = 0
        size = 0
        generation += 1
    }

    private mutating func letGoOfOne() {
        while !places.isEmpty {
            if hand >= places.count { hand = 0 }
            let place = places[hand]
            guard place.entry.isUsed.exchange(false, ordering: .relaxed) else { return remove(place.path) }
            hand += 1
        }
    }

    /// The last one moves into the gap: what matters is that the hand comes by, not in which order.
    private mutating func remove(_ path: String) {
        guard let index = indices.removeValue(forKey: path) else { return }
        size -= places[index].entry.page.footprint
        let last = places.removeLast()
        guard index < places.count else { return }
        places[index] = last
        indices[last.path] = index
    }
}
