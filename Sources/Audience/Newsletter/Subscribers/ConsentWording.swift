/// What somebody agrees to when they sign up; a record of consent names the wording by its version.
package struct ConsentWording: Sendable, Hashable {
    package let version: String
    package let text: String

    /// The one that forms show now.
    ///
    /// A change to the text is a new version; the old ones stay in the list.
    package static let current = all[all.count - 1]

    package static let all = [
        ConsentWording(
            version: "2026-11",
            text: """
                We send you the newsletter and nothing else, keep your address for that alone, and don’t follow what you \
                open. Every mail has a link to leave with one click.
                """)
    ]
}
