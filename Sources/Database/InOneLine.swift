extension StringProtocol {
    /// The text with each run of white space made one space, for messages that quote statements or the engine.
    package var inOneLine: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
