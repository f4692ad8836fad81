import Kernel
import Mail

/// A delivery status notification (RFC 3464), wherever its fields stand.
enum DeliveryReport {
    /// A mail of ours has one recipient; who reports of more than so many has no report for us.
    private static let mostRecipients = 100
    /// In bytes.
    private static let longestWords = 2000

    static func read(_ mail: MIMEPart) -> MailReport? {
        let parts = mail.all.filter {
            $0.type == "message/delivery-status" || $0.type == "message/global-delivery-status"
        }
        guard !parts.isEmpty else { return nil }
        var events: [MailEvent] = []
        var hasRecipient = false
        for group in parts.flatMap(groups) {
            guard let address = address(of: group) else { continue }
            hasRecipient = true
            if let event = event(group, address) { events.append(event) }
        }
        guard hasRecipient else { return nil }
        return events.isEmpty ? .nothing : .events(events)
    }

    /// Groups of fields, with an empty line between; some servers forget that, so that a new recipient begins one too.
    private static func groups(_ part: MIMEPart) -> [[(name: String, value: String)]] {
        var rest = ArraySlice(part.content)
        var groups: [[(name: String, value: String)]] = []
        while !rest.isEmpty, groups.count < mostRecipients {
            let (fields, after) = MIMEPart.header(of: rest)
            if !fields.isEmpty { groups.append(fields) }
            rest = after.startIndex > rest.startIndex ? after : rest.dropFirst()
            if fields.isEmpty, let line = rest.firstIndex(of: 0x0A) { rest = rest[(line + 1)...] }
        }
        return groups
    }

    /// The address that we wrote to goes before that to which it led.
    private static func address(of group: [(name: String, value: String)]) -> EmailAddress? {
        for name in ["original-recipient", "final-recipient"] {
            for field in group where field.name == name {
                let value = field.value.split(separator: ";").last.map(String.init) ?? ""
                if let address = AddressText.addresses(in: value).first { return EmailAddress(address) }
            }
        }
        return nil
    }

    private static func event(_ group: [(name: String, value: String)], _ address: EmailAddress) -> MailEvent? {
        func value(_ name: String) -> String { group.first { $0.name == name }?.value ?? "" }
        let action = value("action").lowercased().prefix { $0.isLetter }
        let diagnostic = value("diagnostic-code")
        let words = (diagnostic.split(separator: ";", maxSplits: 1).last.map(String.init)?.trimmingSpaces ?? "")
            .beginning(longestWords)
        let (reply, named) = SMTPWords.numbers(in: words)
        var status = SMTPWords.status(in: value("status"))
        // A status that says nothing gives way to the one in the server’s own words.
        if status.map({ $0.subject == 0 || $0.subject == 5 && named != nil }) ?? true, let named { status = named }
        // Whether it is for good is said by the action, whatever the numbers’ first one.
        switch action {
        // Some servers write “failure”.
        case "failed", "failure", "fail":
            let kind = FailureKind(
                status: status.flatMap { EnhancedStatus(5, $0.subject, $0.detail) }, reply: reply, text: words)
            return MailEvent(.failed(kind), source: .report, address: address, status: status, reason: words)
        case "delayed":
            let kind = FailureKind(
                status: status.flatMap { EnhancedStatus(4, $0.subject, $0.detail) }, reply: reply, text: words)
            return MailEvent(.delayed(kind), source: .report, address: address, status: status, reason: words)
        case "delivered", "relayed", "expanded": return nil
        default:
            guard let status, status.kind != 2 else { return nil }
            let kind = FailureKind(status: status, reply: reply, text: words)
            return MailEvent(
                status.kind == 5 ? .failed(kind) : .delayed(kind), source: .report, address: address, status: status,
                reason: words)
        }
    }
}
