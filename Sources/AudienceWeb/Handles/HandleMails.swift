package import Audience
import HTTPSupport
package import Kernel

/// What names that are kept with an address need, on sites that send mail.
package struct HandleMails: Sendable {
    let door: HandleDoor
    let key: AudienceKey
    let sender: any MailSender
    let tellOfMail: @Sendable (any Error) -> Void

    /// - Parameter tellOfMail: Is told when a link could not be sent.
    package init(
        door: HandleDoor, key: AudienceKey, sender: any MailSender,
        tellOfMail: @escaping @Sendable (any Error) -> Void
    ) {
        self.door = door
        self.key = key
        self.sender = sender
        self.tellOfMail = tellOfMail
    }
}

/// The mails that people with a name get.
package struct HandleMail: Sendable {
    let site: String
    let origin: String

    /// - Parameters:
    ///   - site: The site’s name.
    ///   - origin: Where readers find it, without a slash at the end.
    package init(site: String, origin: String) {
        self.site = site
        self.origin = origin
    }

    /// With a link that keeps a name, which the page behind it tells: whoever typed the address chose it, and nobody is to have words of
    /// theirs sent to a stranger.
    func keeping(at address: EmailAddress, link: String, notifies: Bool) -> OutgoingMail {
        let answers = notifies ? " and have you told\nof answers to your comments by mail" : ""
        return OutgoingMail(
            recipient: address, subject: "Keep your name on \(site)",
            text: """
                Hello,

                somebody, most likely you, wants to keep the name that they write
                under on \(site) with this address\(answers). To see it and say yes:

                \(link)

                The link works once, within an hour. If it wasn’t you, you need not
                do anything: nothing happens without it.

                \(site)

                """)
    }

    /// With a link that signs somebody in.
    func entering(_ name: String, at address: EmailAddress, link: String) -> OutgoingMail {
        OutgoingMail(
            recipient: address, subject: "Sign in to \(site)",
            text: """
                Hello \(name),

                this link signs you in to write on \(site):

                \(link)

                It works once, within an hour. If you didn’t ask for it, you need
                not do anything: nobody gets in without it.

                \(site)

                """)
    }

    /// That somebody has answered.
    ///
    /// - Parameter token: Stops such mails.
    package func answer(_ comment: Comment, to address: EmailAddress, token: NoticeToken) -> OutgoingMail {
        let stop = origin + DiscussionRoute.notices(token.text).path
        let words = CommentMarkdown.plainText(from: comment.text)
        let excerpt = words.count > 400 ? words.prefix(400) + "…" : words[...]
        return OutgoingMail(
            recipient: address, subject: "\(comment.handle) has answered your comment on \(site)",
            text: """
                Hello,

                \(comment.handle) has answered a comment of yours:

                \(Self.quoted(String(excerpt)))

                Read it where it stands, and answer:
                \(origin)\(DiscussionRoute.comment(comment.id.description).path)

                To get no more mails about answers:
                \(stop)

                \(site)

                """, unsubscribe: stop)
    }

    /// Lines of at most 70 characters, each marked as somebody else’s.
    private static func quoted(_ text: String) -> String {
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            if !line.isEmpty, line.count + 1 + word.count > 70 {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        lines.append(line)
        return lines.map { "> \($0)" }.joined(separator: "\n")
    }
}
