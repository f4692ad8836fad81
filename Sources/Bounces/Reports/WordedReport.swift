import Kernel
import Mail

/// A report of failure in words for people, as servers write it that know no standard.
///
/// The recipients stand near words of failure, before the copy of the message that was sent.
enum WordedReport {
    private static let failures = [
        "user unknown", "unknown user", "not exist", "doesn't exist", "no such", "undeliver", "not be delivered",
        "fail",
        "returned", "unable to deliver", "not delivered", "n't be delivered", "not found", "invalid", "disabled",
        "full",
        "quota", "rejected", "unknown", "error", "no mailbox", "not listed", "unreachable", "delay", "refused",
        "not reach", "permanent", "550", "553", "554", "recipient", "not accepting", "bad address", "no longer",
        "inactive",
        "over", "problem", "warning", "exceed", "did not", "not match",
    ]
    private static let delays = [
        "will be retried", "still being retried", "still trying", "keep trying", "not yet been delivered",
        "has been delayed",
        "delivery delayed", "been delayed", "could not be sent for the past", "continue to try", "could not send",
        "need to resend", "do not resend", "warning message", "this is a warning", "will try again", "being queued",
    ]
    private static let finals = [
        "given up", "giving up", "gave up", "permanent", "could not be delivered", "couldn't be delivered",
        "will not be retried",
        "fatal",
    ]
    private static let ends = [
        "received:", "return-path:", ">received:", ">return-path:", "message-id:", "your original message",
        "original message",
        "message header", "header follows", "headers follow", "this is a copy", "below this line", "unsent message",
        "returned message", "the header", "start of", "transcript of message", "the original message as received",
    ]
    private static let echoes = ["to:", "cc:", "from:", "subject:", "sent:", "date:", "reply-to:", "sender:"]
    private static let roles = ["postmaster", "mailer-daemon", "abuse", "support", "help", "helpdesk", "hostmaster"]
    /// What stands for any name.
    private static let placeholders = ["NAME@", "USER@"]
    private static let headings = [
        "could not be delivered", "not delivered to the following", "addresses had", "following recipient",
        "following address", "undeliverable to",
    ]

    /// In bytes, of all parts together: what a report says stands at its beginning.
    private static let longest = 32_768
    /// In bytes, of what is looked through once more for each recipient.
    private static let longestWhole = 8192
    private static let longestSaying = 2048
    /// A mail of ours has one recipient.
    private static let mostRecipients = 20
    private static let mostAddresses = 200

    static func read(_ mail: MIMEPart) -> [MailEvent] {
        var room = longest
        let own = Set(
            ["to", "from", "cc", "reply-to", "delivered-to", "sender", "errors-to"].flatMap { mail.all($0) }
                .flatMap { AddressText.addresses(in: $0) }.map { $0.lowercased() })
        for part in mail.all where room > 0 && part.children.isEmpty && part.type.hasPrefix("text/") {
            let report = lines(of: part, &room)
            for found in [
                bareNames(in: report, of: mail), addresses(in: report, own: own),
                // Some show of the message only to whom it was.
                addresses(in: report, own: own, echoed: true),
            ] where !found.isEmpty { return events(found, in: report, of: mail) }
        }
        return []
    }

    /// What a server’s report says without naming anybody; `nil` for what is none.
    static func readNameless(_ mail: MIMEPart) -> MailEvent? {
        let sender = (mail["from"] ?? "").lowercased()
        guard sender.contains("mailer-daemon") || sender.contains("postmaster") || sender.contains("mail delivery")
        else {
            return nil
        }
        let texts = mail.all.filter { $0.children.isEmpty && $0.type.hasPrefix("text/") }
        guard let part = texts.first else { return nil }
        var room = longestWhole
        let whole = lines(of: part, &room).joined(separator: " ")
        guard failures.contains(where: { whole.lowercased().contains($0) }) else { return nil }
        let (reply, status) = SMTPWords.numbers(in: whole)
        let kind = FailureKind(status: status, reply: reply, text: whole)
        let isForNow = delays.contains { whole.lowercased().contains($0) } || status?.kind == 4
        return MailEvent(
            isForNow ? .delayed(kind) : .failed(kind), source: .words, address: nil, status: status, reason: whole)
    }

    /// The lines of a report before the copy of the message, as far as there is room for them.
    private static func lines(of part: MIMEPart, _ room: inout Int) -> [String] {
        let text = (part.type == "text/html" ? PlainText.of(html: part.text) : part.text).beginning(room)
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.prefix { !isEnd($0) }.map(String.init)
        room -= lines.reduce(0) { $0 + $1.utf8.count + 1 }
        return lines
    }

    private static func isEnd(_ line: some StringProtocol) -> Bool {
        let text = line.drop { $0 == " " || $0 == "-" || $0 == "\t" || $0 == "*" || $0 == "=" }.lowercased()
        return ends.contains { text.hasPrefix($0) }
    }

    /// With the number of the line in which each stands first.
    private static func addresses(in lines: [String], own: Set<String>, echoed: Bool = false) -> [(EmailAddress, Int)] {
        let folded = lines.map { $0.lowercased() }
        var seen: Set<String> = []
        var found: [(EmailAddress, Int)] = []
        var rest = mostAddresses
        for (number, line) in lines.enumerated() where line.contains("@") {
            let start = folded[number].trimmingSpaces
            lazy var isNearFailure = {
                let near = folded[max(0, number - 6)..<min(lines.count, number + 6)].joined(separator: " ")
                return failures.contains { near.contains($0) }
            }()
            if echoes.contains(where: { start.hasPrefix($0) }), !(echoed && start.hasPrefix("to:")) { continue }
            for text in AddressText.addresses(in: line).prefix(rest) {
                rest -= 1
                let key = text.lowercased()
                guard !own.contains(key), !seen.contains(key), let address = EmailAddress(text) else { continue }
                let role = key.prefix { $0 != "@" }
                if roles.contains(String(role)) || placeholders.contains(where: { text.hasPrefix($0) })
                    || folded[number].contains("mail from \(key)")
                {
                    continue
                }
                // As qmail and those after it write each.
                let stands = start.hasPrefix("<\(key)>:")
                guard stands || isNearFailure else { continue }
                seen.insert(key)
                found.append((address, number))
                if found.count == mostRecipients { return found }
            }
        }
        return found
    }

    /// Names without a host, below a heading that says what they are: the host is the server’s own.
    private static func bareNames(in lines: [String], of mail: MIMEPart) -> [(EmailAddress, Int)] {
        guard
            let heading = lines.firstIndex(where: { line in
                let line = line.lowercased()
                return headings.contains { line.contains($0) }
            })
        else { return [] }
        let hosts = hosts(of: mail, in: lines)
        var found: [(EmailAddress, Int)] = []
        var hasBegun = false
        for number in lines.indices.dropFirst(heading + 1).prefix(20) {
            let line = lines[number]
            let words = line.split { $0 == " " || $0 == "\t" }
            guard line.hasPrefix(" ") || line.hasPrefix("\t"), let name = words.first, !name.hasPrefix("-") else {
                if hasBegun || line.contains("@") { break }
                continue
            }
            guard !line.contains("@"), name.first?.isLetter == true, name.allSatisfy({ $0.isASCII && $0 != ":" }) else {
                break
            }
            hasBegun = true
            found += hosts.compactMap { host in EmailAddress("\(name)@\(host)").map { ($0, number) } }
        }
        return Array(found.prefix(mostRecipients))
    }

    /// The sender’s host, the domain around it, and those that the report says names may stand before.
    private static func hosts(of mail: MIMEPart, in lines: [String]) -> [String] {
        guard let sender = AddressText.addresses(in: mail["from"] ?? "").first.flatMap({ EmailAddress($0) }) else {
            return []
        }
        let host = sender.host.lowercased()
        let labels = host.split(separator: ".")
        let domain = labels.count > 2 ? [labels.suffix(2).joined(separator: ".")] : []
        let named = lines.flatMap { AddressText.addresses(in: $0) }.filter {
            $0.hasPrefix("NAME@") || $0.hasPrefix("USER@")
        }
        .prefix(mostRecipients).map { $0.dropFirst(5).lowercased() }
        return ([host] + domain + named).reduce(into: []) { list, host in if !list.contains(host) { list.append(host) }
        }
    }

    private static func events(_ found: [(EmailAddress, Int)], in lines: [String], of mail: MIMEPart) -> [MailEvent] {
        let whole = (lines + [mail["subject"] ?? ""]).joined(separator: " ").lowercased()
        let isDelay = delays.contains { whole.contains($0) }
        let isFinal = finals.contains { whole.contains($0) }
        // What stands before all of them may be said of each.
        let before = lines[..<found[0].1].suffix(10).joined(separator: " ").beginning(longestSaying)
        return found.enumerated().map { place, entry in
            let next = place + 1 < found.count ? found[place + 1].1 : lines.count
            let end = max(min(next, entry.1 + 8), entry.1 + 1)
            let after = lines[entry.1..<min(end, lines.count)].joined(separator: " ").beginning(longestSaying)
            let (reply, status) = numbers(after, before, lines)
            let words = FailureKind(status: status, reply: reply, text: after)
            let kind =
                words == .other
                ? FailureKind(status: status, reply: reply, text: before + " " + whole.beginning(longestWhole)) : words
            let isForNow = isDelay || !isFinal && (status.map { $0.kind == 4 } ?? reply.map { $0 < 500 } ?? false)
            return MailEvent(
                isForNow ? .delayed(kind) : .failed(kind), source: .words, address: entry.0, status: status,
                reason: after)
        }
    }

    private static func numbers(_ after: String, _ before: String, _ lines: [String]) -> (Int?, EnhancedStatus?) {
        for text in [after, before, lines.joined(separator: " ")] {
            let (reply, status) = SMTPWords.numbers(in: text)
            if reply != nil || status != nil { return (reply, status) }
        }
        return (nil, nil)
    }
}
