import Kernel
package import Mail

/// Understands mail that comes back to the Return-Paths.
package struct BounceReader: Sendable {
    private let paths: ReturnPaths?

    /// Only so much is looked at: what a report says stands at its beginning.
    private static let longest = 1 << 20

    /// - Parameter paths: By which reports name the message they are about; without them, only their words count.
    package init(paths: ReturnPaths?) { self.paths = paths }

    /// - Parameters:
    ///   - bytes: The mail as it came.
    ///   - recipients: To which addresses it was delivered, as the envelope has them.
    package func read(_ bytes: [UInt8], recipients: [String] = []) -> MailReport {
        let mail = MIMEPart(bytes.prefix(Self.longest))
        let message = message(recipients, mail)
        let report = FeedbackReport.read(mail) ?? DeliveryReport.read(mail) ?? other(mail, isNamed: message != nil)
        guard case .events(let events) = report else { return report }
        return .events(
            events.map { event in
                var event = event
                event.message = message
                return event
            })
    }

    private func other(_ mail: MIMEPart, isNamed: Bool) -> MailReport {
        if AutoReply.isOne(mail) { return .autoReply }
        let events = WordedReport.read(mail)
        if !events.isEmpty { return .events(events) }
        // A report that names nobody still came to the Return-Path of one message.
        guard isNamed, let event = WordedReport.readNameless(mail) else { return .unparsed }
        return .events([event])
    }

    private func message(_ recipients: [String], _ mail: MIMEPart) -> Identifier<SentMail>? {
        guard let paths else { return nil }
        let header = ["delivered-to", "x-original-to", "envelope-to", "to"].flatMap { mail.all($0) }
        let included = mail.all.dropFirst().flatMap { part in
            part.all("return-path")
                + (part.type == "text/rfc822-headers"
                    ? MIMEPart.header(of: ArraySlice(part.content)).0.filter { $0.name == "return-path" }.map(\.value)
                    : [])
        }
        return (recipients + header + included).lazy.flatMap { AddressText.addresses(in: $0) }
            .compactMap { paths.delivery(at: $0, of: SentMail.self) }.first
    }
}
