/// To whom a mail came, as its header tells: for a mail out of a mailbox, which keeps no envelope.
///
/// Nobody vouches for it. What an address may do is for whoever made the address to know.
package enum MailAddressees {
    /// What mail systems write down of the envelope, and then what the sender wrote.
    private static let fields = ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to"]
    private static let most = 50

    /// The addresses, as they are written, each once and at most fifty.
    package static func of(_ message: [UInt8]) -> [String] {
        let mail = MIMEPart(message)
        var found: [String] = []
        for field in fields {
            for address in mail.all(field).flatMap(AddressText.addresses) where !found.contains(address) {
                if found.count == most { return found }
                found.append(address)
            }
        }
        return found
    }
}
