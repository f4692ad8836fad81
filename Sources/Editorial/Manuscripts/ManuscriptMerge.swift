/// Two people's changes to one manuscript, brought together field by field.
package struct ManuscriptMerge: Sendable, Hashable {
    /// The fields of a manuscript, by the names that forms use.
    package enum Field: String, Sendable, Hashable, CaseIterable {
        case slug, kind, title, description, answer, body, about, section, topics, authors, reviewers, facts, related
    }

    /// What became of a field.
    package enum Outcome: String, Sendable, Hashable {
        /// Nobody changed it.
        case unchanged
        /// Only I changed it, or both made the same of it.
        case mine
        /// Only they changed it.
        case theirs
        /// Both changed it, and all of it fits.
        case combined
        /// Both changed it in ways that don't fit.
        case conflict
    }

    /// What a person has to decide; in lists, entries are separated by commas.
    package struct Conflict: Sendable, Hashable {
        package let field: Field
        package let base: String
        package let mine: String
        package let theirs: String
    }

    /// The merged text; wherever there is a conflict, it has mine.
    package private(set) var text: ManuscriptText
    package private(set) var outcomes: [Field: Outcome] = [:]
    /// In the order of the fields and of the text.
    package private(set) var conflicts: [Conflict] = []

    private let base: ManuscriptText
    private let mine: ManuscriptText
    private let theirs: ManuscriptText

    package init(base: ManuscriptText, mine: ManuscriptText, theirs: ManuscriptText) {
        (self.base, self.mine, self.theirs) = (base, mine, theirs)
        text = mine
        mergeValue(.slug, \.slug)
        mergeValue(.kind, \.kind)
        mergeValue(.title, \.title)
        mergeValue(.description, \.description)
        mergeText(.answer, \.answer)
        mergeText(.body, \.body)
        mergeValue(.about, \.about)
        mergeValue(.section, \.section)
        mergeList(.topics, \.topics)
        mergeList(.authors, \.authors)
        mergeList(.reviewers, \.reviewers)
        mergeList(.facts, \.facts)
        mergeList(.related, \.related)
    }

    /// Settles a field that at most one side changed; `false` when both did, in different ways.
    private mutating func settle<Value: Equatable>(
        _ field: Field, _ path: WritableKeyPath<ManuscriptText, Value>, by isEqual: (Value, Value) -> Bool
    ) -> Bool {
        let (old, my, their) = (base[keyPath: path], mine[keyPath: path], theirs[keyPath: path])
        if isEqual(old, their) {
            outcomes[field] = isEqual(old, my) ? .unchanged : .mine
        } else if isEqual(my, their) {
            outcomes[field] = .mine
        } else if isEqual(old, my) {
            outcomes[field] = .theirs
            text[keyPath: path] = their
        } else {
            return false
        }
        return true
    }

    private mutating func mergeValue(_ field: Field, _ path: WritableKeyPath<ManuscriptText, String>) {
        if settle(field, path, by: { $0.utf8.elementsEqual($1.utf8) }) { return }
        outcomes[field] = .conflict
        conflicts.append(
            Conflict(
                field: field, base: base[keyPath: path], mine: mine[keyPath: path], theirs: theirs[keyPath: path]))
    }

    private mutating func mergeText(_ field: Field, _ path: WritableKeyPath<ManuscriptText, String>) {
        if settle(field, path, by: { $0.utf8.elementsEqual($1.utf8) }) { return }
        let merge = TextMerge(base: base[keyPath: path], mine: mine[keyPath: path], theirs: theirs[keyPath: path])
        text[keyPath: path] = merge.text(choosing: .mine)
        outcomes[field] = merge.conflicts.isEmpty ? .combined : .conflict
        conflicts += merge.conflicts.map {
            Conflict(field: field, base: $0.base, mine: $0.mine, theirs: $0.theirs)
        }
    }

    private mutating func mergeList(_ field: Field, _ path: WritableKeyPath<ManuscriptText, [String]>) {
        if settle(field, path, by: ==) { return }
        let (old, my, their) = (base[keyPath: path], mine[keyPath: path], theirs[keyPath: path])
        let merge = ListMerge(base: old, mine: my, theirs: their)
        text[keyPath: path] = merge.merged
        outcomes[field] = merge.isOrderInConflict ? .conflict : .combined
        guard merge.isOrderInConflict else { return }
        func written(_ entries: [String]) -> String { entries.joined(separator: ", ") }
        conflicts.append(Conflict(field: field, base: written(old), mine: written(my), theirs: written(their)))
    }
}
