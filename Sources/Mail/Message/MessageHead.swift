package import Kernel

/// What the headers of all copies of a message say.
package struct MessageHead: Sendable {
    package enum Kind: Sendable, Hashable {
        /// From a person to many: what answers by itself keeps quiet (RFC 3834 §2 names this field’s use).
        case bulk
        /// Made by a program for one person, such as a confirmation (RFC 3834 §5).
        case automatic
    }

    package let kind: Kind
    package let sender: Mailbox
    package let replies: Mailbox?
    package let subject: HeaderText
    package let date: Timestamp
    package let list: ListFields?

    package init(
        _ kind: Kind, from sender: Mailbox, replyTo replies: Mailbox? = nil, subject: HeaderText, date: Timestamp,
        list: ListFields? = nil
    ) {
        self.kind = kind
        self.sender = sender
        self.replies = replies
        self.subject = subject
        self.date = date
        self.list = list
    }

    /// All but those of the recipient and of the content.
    var fields: [HeaderField] {
        var fields = [
            HeaderField("Date", date.httpDate.replacing("GMT", with: "+0000").split(separator: " ").map(String.init)),
            sender.field("From"),
            HeaderField("Subject", subject.unstructured(after: HeaderField.column(after: "Subject"))),
        ]
        if let replies { fields.append(replies.field("Reply-To")) }
        switch kind {
        case .bulk: fields.append(HeaderField("Precedence", "bulk"))
        case .automatic: fields.append(HeaderField("Auto-Submitted", "auto-generated"))
        }
        if let list { fields += list.fields }
        fields.append(HeaderField("MIME-Version", "1.0"))
        return fields
    }
}
