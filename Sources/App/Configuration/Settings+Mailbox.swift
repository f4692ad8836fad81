import Configuration
import Kernel
import MailIntake

extension Settings {
    /// A mailbox that is fetched, such as `pop3s://mail.example.org`.
    static func mailbox(_ text: (ConfigKey, String) async throws -> String) async throws -> MailboxServer? {
        let place = try await text("newsletter.mailbox", "")
        let (user, password) = (
            try await text("newsletter.mailboxUser", ""), try await text("newsletter.mailboxPassword", "")
        )
        guard !place.isEmpty else { return nil }
        guard let address = MailboxAddress(place) else {
            throw problem("“newsletter.mailbox” is “\(place)”, but must be like “pop3s://mail.example.org”.")
        }
        guard !user.isEmpty, !password.isEmpty else {
            throw problem("“newsletter.mailbox” needs “newsletter.mailboxUser” and “newsletter.mailboxPassword”.")
        }
        return MailboxServer(
            host: address.host, port: address.port, security: address.security, user: user, password: password)
    }
}

/// Where a mailbox is, and how the way to it is secured.
struct MailboxAddress: Sendable, Hashable {
    let host: String
    let port: Int
    let security: MailboxServer.Security

    /// Reads `pop3s://HOST` and `pop3://HOST`, with a port after a colon where it isn’t the usual one; a host of version 6 of IP stands in
    /// brackets.
    ///
    /// `pop3s` is secure from the first byte. `pop3` becomes secure before anybody signs in, unless it stays on this machine.
    init?(_ text: String) {
        let (isSecure, rest): (Bool, Substring)
        if text.hasPrefix("pop3s://") {
            (isSecure, rest) = (true, text.dropFirst(8))
        } else if text.hasPrefix("pop3://") {
            (isSecure, rest) = (false, text.dropFirst(7))
        } else {
            return nil
        }
        let end: Substring.Index
        if rest.hasPrefix("[") {
            guard let bracket = rest.firstIndex(of: "]") else { return nil }
            end = rest.index(after: bracket)
        } else {
            end = rest.firstIndex(of: ":") ?? rest.endIndex
        }
        let (name, after) = (rest[..<end], rest[end...])
        var port = isSecure ? 995 : 110
        if !after.isEmpty {
            guard after.first == ":", let number = Int(after.dropFirst()), (1...65_535).contains(number) else {
                return nil
            }
            port = number
        }
        let host = name.hasPrefix("[") ? name.dropFirst().dropLast() : name
        let isAllowed = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            case UInt8(ascii: ":"): name.hasPrefix("[")
            default: false
            }
        }
        guard !host.isEmpty, isAllowed else { return nil }
        self.host = String(host)
        self.port = port
        let isHere = ["localhost", "127.0.0.1", "::1"].contains(String(host))
        security = isSecure ? .tls : isHere ? .none : .startTLS
    }
}
