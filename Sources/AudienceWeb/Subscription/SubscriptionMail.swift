package import Kernel

/// The mails about a subscription.
///
/// Nothing in them comes from whoever typed the address, so that nobody can have a text of theirs
/// sent to a stranger.
package struct SubscriptionMail: Sendable {
    /// The site’s name.
    let site: String
    let recipient: EmailAddress

    package init(site: String, recipient: EmailAddress) {
        self.site = site
        self.recipient = recipient
    }

    /// - Parameter link: The address of the page with the button.
    package func confirmation(link: String) -> OutgoingMail {
        OutgoingMail(
            recipient: recipient, subject: "Do you want the newsletter of \(site)?",
            text: """
                Somebody asked for the newsletter of \(site) to be sent to this
                address. If it was you, follow this link and press the button:

                \(link)

                It works for a week. If it wasn’t you, you need not do anything:
                nothing more is sent, and the address is forgotten.

                \(site)

                """)
    }

    /// For somebody who has the newsletter already, and for somebody who asks for a new link.
    package func management(link: String) -> OutgoingMail {
        OutgoingMail(
            recipient: recipient, subject: "Your newsletter of \(site)",
            text: """
                You get the newsletter of \(site) at this address. With this link you
                choose what comes and how often, take a break, leave, or have what
                is kept of you shown or deleted:

                \(link)

                For the last two it works for a day. If you didn’t ask for it, you
                need not do anything.

                \(site)

                """)
    }
}
