import Kernel

/// A complaint (RFC 5965), which providers send when a reader calls a mail spam.
enum FeedbackReport {
    private static let mostAddresses = 100

    static func read(_ mail: MIMEPart) -> MailReport? {
        guard let part = mail.all.first(where: { $0.type == "message/feedback-report" }) else { return nil }
        let (fields, _) = MIMEPart.header(of: ArraySlice(part.content).drop { $0 == 0x0D || $0 == 0x0A })
        func values(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
        let type = values("feedback-type").first?.lowercased() ?? "abuse"
        // That somebody took a mail out of the spam is no complaint, and authentication failures are reports of their own.
        if type == "not-spam" { return .nothing }
        guard type != "auth-failure", type != "dmarc" else { return .unparsed }
        var addresses = ["original-rcpt-to", "removal-recipient"].flatMap { values($0) }.flatMap {
            AddressText.addresses(in: $0)
        }
        if addresses.isEmpty {
            // Providers that hide the address leave the message, which was to one reader.
            let original = mail.all.drop { $0.type != "message/feedback-report" }.dropFirst()
            addresses = original.compactMap { $0["to"] }.flatMap { AddressText.addresses(in: $0) }
        }
        let distinct = addresses.prefix(mostAddresses).reduce(into: [EmailAddress]()) { list, text in
            guard let address = EmailAddress(text), !list.contains(where: { $0.folded == address.folded }) else {
                return
            }
            list.append(address)
        }
        let found: [EmailAddress?] = distinct.isEmpty ? [nil] : distinct
        return .events(found.map { MailEvent(.complained, source: .report, address: $0, reason: type) })
    }
}
