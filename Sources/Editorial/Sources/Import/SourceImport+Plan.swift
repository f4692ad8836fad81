package import Kernel

extension SourceImport {
    /// Says of each entry whether it is new, there already, or lacks what a source needs.
    ///
    /// - Parameters:
    ///   - existing: The whole library.
    ///   - accessed: The day to take for entries that don’t say when they were read; without it they lack it.
    package static func plan(
        _ imported: [ImportedSource], existing: [Source], accessed: CalendarDay?
    ) -> [PlannedSource] {
        var addresses: [String: Slug] = [:]
        var names: [String: Slug] = [:]
        for source in existing {
            let likeness = SourceLikeness(address: source.address, doi: source.doi)
            addresses[likeness.address] = addresses[likeness.address] ?? source.slug
            if let doi = likeness.doi { names[doi] = names[doi] ?? source.slug }
        }
        let kept = Set(existing.map(\.slug))
        var slugs = SourceSlugs(taken: kept.union(SourceRules.reservedSlugs.compactMap(Slug.init(validating:))))
        var earlierAddresses: [String: Int] = [:]
        var earlierNames: [String: Int] = [:]

        return imported.enumerated().map { position, entry in
            let wanted = SourceSlugs.slug(for: entry)
            let candidate = source(entry, slug: wanted, accessed: accessed)
            var errors = SourceRules.checks(of: candidate.source).errors.filter {
                !candidate.missing.contains($0.field)
            }
            errors = candidate.missing.map { Problem.FieldError(field: $0, message: "This is missing.") } + errors
            guard errors.isEmpty else {
                return PlannedSource(imported: entry, state: .lacks(errors), source: nil)
            }
            let likeness = SourceLikeness(address: candidate.source.address, doi: candidate.source.doi)
            let state: PlannedSource.State
            if let slug = likeness.doi.flatMap({ names[$0] }) {
                state = .exists(slug, by: .doi)
            } else if let slug = addresses[likeness.address] {
                state = .exists(slug, by: .address)
            } else if let earlier = likeness.doi.flatMap({ earlierNames[$0] }) ?? earlierAddresses[likeness.address] {
                state = .repeats(earlier)
            } else {
                state = kept.contains(wanted) ? .exists(wanted, by: .slug) : .new
            }
            earlierAddresses[likeness.address] = earlierAddresses[likeness.address] ?? position
            if let doi = likeness.doi { earlierNames[doi] = earlierNames[doi] ?? position }
            let (saved, _) = source(entry, slug: slugs.take(wanted), accessed: accessed)
            return PlannedSource(imported: entry, state: state, source: saved)
        }
    }

    /// The source that an entry would become, with the fields that it has nothing for.
    private static func source(
        _ entry: ImportedSource, slug: Slug, accessed: CalendarDay?
    ) -> (source: Source, missing: [String]) {
        let read = entry.accessed ?? accessed
        var missing: [String] = []
        for (field, isThere) in [
            ("title", entry.title != nil), ("publisher", entry.publisher != nil), ("address", entry.address != nil),
            ("accessed", read != nil),
        ] where !isThere { missing.append(field) }
        let source = Source(
            slug: slug, title: entry.title ?? "", author: entry.author, publisher: entry.publisher ?? "",
            published: entry.published, address: entry.address ?? "",
            accessed: read ?? CalendarDay(daysSince1970: 0), doi: entry.doi)
        return (source, missing)
    }
}
