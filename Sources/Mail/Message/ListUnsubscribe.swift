/// How one recipient leaves a list with one click of the mail program (RFC 8058).
package struct ListUnsubscribe: Sendable, Hashable {
    /// Takes a POST that nobody has to sign in for.
    package let link: HeaderLink
    /// For programs that know only mail.
    package let mail: HeaderLink?

    /// `nil` unless the link is one of HTTPS, or of HTTP for a site on this machine, and the other one of mail.
    package init?(link: HeaderLink, mail: HeaderLink? = nil) {
        guard link.text.hasPrefix("http"), mail?.text.hasPrefix("mailto:") ?? true else { return nil }
        self.link = link
        self.mail = mail
    }

    var fields: [HeaderField] {
        let links = mail.map { [link.inBrackets + ",", $0.inBrackets] } ?? [link.inBrackets]
        return [
            HeaderField("List-Unsubscribe", links),
            HeaderField("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ]
    }
}
