/// Why no document could be made.
package enum DocumentFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The machine has no font to set text with.
    case noFonts
    /// What cairo says of a surface or a context.
    case drawing(String)

    package var description: String {
        switch self {
        case .noFonts: "This machine has no fonts. Install some, such as Debian’s fonts-dejavu-core."
        case .drawing(let reason): "The document could not be drawn: \(reason)."
        }
    }
}
