import Mail

/// Signing in by PLAIN (RFC 4616) or, where a server knows no better, by LOGIN.
struct SMTPSignIn {
    private var lines: [String]

    /// `nil` where the server offers neither.
    init?(user: String, password: String, offered: Set<String>) {
        func encoded(_ text: String) -> String { String(decoding: Base64.encode(Array(text.utf8)), as: UTF8.self) }
        if offered.contains("PLAIN") {
            lines = ["AUTH PLAIN \(encoded("\0\(user)\0\(password)"))\r\n"]
        } else if offered.contains("LOGIN") {
            lines = ["AUTH LOGIN\r\n", encoded(user) + "\r\n", encoded(password) + "\r\n"]
        } else {
            return nil
        }
    }

    mutating func begin() -> String { lines.removeFirst() }

    /// What is said to 334; `nil` where there is nothing more to say.
    mutating func next() -> String? { lines.isEmpty ? nil : lines.removeFirst() }
}
