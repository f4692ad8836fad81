package import Kernel

/// Names that would make readers think that somebody else writes.
package struct ReservedNames: Sendable {
    private static let words: Set<String> = Set(
        [
            "admin", "administrator", "administration", "editor", "editors", "editorial", "moderator", "moderators",
            "mod",
            "mods", "staff", "official", "webmaster", "support", "system", "root", "owner", "publisher", "masthead",
        ].map(HandleName.folded))

    private let folded: Set<String>

    /// - Parameter names: Those of the people and the site that readers know.
    package init(_ names: some Sequence<String>) {
        folded = Set(names.map(HandleName.folded).filter { !$0.isEmpty })
    }

    /// - Throws: ``Problem`` of kind `invalid`.
    package func check(_ name: HandleName) throws(Problem) {
        guard !name.isAnonymous else {
            throw HandleName.problem(
                "handle-anonymous", "Names like “anon7” are given out. Leave the field empty to get one.")
        }
        guard !folded.contains(name.folded), Self.words.isDisjoint(with: name.words), !Self.words.contains(name.folded)
        else {
            throw HandleName.problem(
                "handle-reserved", "Readers could take you for somebody of this site. Please choose another name.")
        }
    }
}
