import Kernel

/// The last comments, to find the same text again; as many as it may hold, the oldest forgotten first.
struct RecentTexts: Sendable {
    /// What is known of a text.
    struct Entry: Sendable, Hashable {
        /// A hash of the folded text.
        let text: UInt64
        /// Whether it is long enough that nobody else would write the same by chance.
        let isTelling: Bool
        let sketch: Sketch?
        /// A hash of the folded handle; `nil` while the sender has none.
        let handle: UInt64?
        /// A hash of the network, which stands in for the handle where there is none.
        let network: Int?
        let article: ArticleID

        /// Whether it stands under the same article in the same name.
        func isBeside(_ other: Entry) -> Bool {
            guard article == other.article else { return false }
            if let handle, let name = other.handle { return handle == name }
            return network != nil && network == other.network
        }
    }

    enum Match: Sendable, Hashable {
        /// Sent before under the same article in the same name.
        case again
        /// Sent so often before under other articles or names.
        case same(times: Int)
        /// As like as this to one that was sent before.
        case alike(Double)
    }

    private var entries: [Entry] = []
    private var next = 0
    private var places: [UInt64: [Int]] = [:]

    var count: Int { entries.count }

    /// - Parameter isEdit: Whether the text takes the place of another that may stand beside it.
    func match(_ entry: Entry, isEdit: Bool, likeness least: Double) -> Match? {
        let same = (places[entry.text] ?? []).filter { !(isEdit && entries[$0].isBeside(entry)) }
        if same.contains(where: { entries[$0].isBeside(entry) }) { return .again }
        guard entry.isTelling else { return nil }
        if !same.isEmpty { return .same(times: same.count) }
        guard let sketch = entry.sketch else { return nil }
        var most = 0.0
        for other in entries {
            guard let known = other.sketch else { continue }
            let likeness = sketch.likeness(to: known)
            if likeness > most, !(isEdit && other.isBeside(entry)) { most = likeness }
        }
        return most >= least ? .alike(most) : nil
    }

    /// Remembers a text, if it isn’t remembered already, and forgets the oldest beyond `most`.
    mutating func remember(_ entry: Entry, most: Int) {
        guard most > 0, !(places[entry.text] ?? []).contains(where: { entries[$0].isBeside(entry) }) else { return }
        if entries.count > most { self = RecentTexts(latest: most, of: self) }
        if entries.count < most {
            next = entries.count
            entries.append(entry)
        } else {
            next = (next + 1) % entries.count
            drop(next)
            entries[next] = entry
        }
        places[entry.text, default: []].append(next)
    }

    /// Forgets what was sent under an article in a name, such as a comment that its author deleted.
    mutating func forget(_ entry: Entry) {
        let kept = inOrder.filter {
            !($0.text == entry.text && $0.article == entry.article && $0.handle == entry.handle)
        }
        guard kept.count < entries.count else { return }
        self = RecentTexts(kept)
    }

    init() {}

    private init(_ entries: [Entry]) {
        for entry in entries { remember(entry, most: entries.count) }
    }

    private init(latest most: Int, of other: RecentTexts) { self.init(Array(other.inOrder.suffix(most))) }

    /// The oldest first.
    private var inOrder: [Entry] {
        entries.isEmpty ? [] : Array(entries[(next + 1)...] + entries[...next])
    }

    private mutating func drop(_ place: Int) {
        let text = entries[place].text
        places[text]?.removeAll { $0 == place }
        if places[text]?.isEmpty == true { places[text] = nil }
    }
}
