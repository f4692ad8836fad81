package import Kernel

extension ComposedEdition {
    /// An edition as it would be made, which nobody keeps; `nil` when there is no news.
    package init?(previewing id: Edition.ID, items: [EditionItem], since: Timestamp, until: Timestamp, goes: Timestamp)
    {
        guard let first = items.first(where: { EditionItem.Part.news.contains($0.part) }) else { return nil }
        self.init(
            edition: Edition(
                id: id, state: .draft, subject: first.title, intro: "", since: since, until: until, goes: goes,
                version: 0, started: nil, finished: nil, halt: "", departures: 0), items: items)
    }
}
