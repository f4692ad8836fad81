package import HTTPSupport

/// The work that a form asks browsers for while many comments come that nobody wants.
package struct FormWork: Sendable, Hashable {
    /// The field in which the browser says what it found.
    static let field = "work"

    /// Zero bits of a ``WorkChallenge``.
    let bits: Int
    /// What does the work.
    let script: Route

    package init(bits: Int, script: Route) {
        self.bits = bits
        self.script = script
    }
}
