/// An address of the back offices; each office’s are in a file of its own, and as with ``Route``, nothing else in the code
/// spells out a path.
///
/// A part that varies is text, so that the same name gives an address (`.manuscript("0197…")`) and the pattern that the
/// router matches (`.manuscript(":id")`).
package struct OfficeRoute: Sendable, Hashable {
    /// The path, from the root.
    package let path: String
    /// Whether its form holds a password or a code, which is kept and shown nowhere.
    package let takesSecret: Bool

    static func at(_ path: String, takesSecret: Bool = false) -> Self {
        Self(path: path, takesSecret: takesSecret)
    }
}
