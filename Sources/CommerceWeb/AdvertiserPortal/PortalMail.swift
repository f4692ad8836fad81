import Commerce
import Kernel

/// The mail with the link that signs somebody in.
struct PortalMail {
    let contact: AdvertiserContact
    /// The site’s name.
    let site: String
    let link: String

    var mail: OutgoingMail {
        OutgoingMail(
            recipient: contact.address, subject: "Sign in to \(site)",
            text: """
                Hello \(contact.name),

                this link signs you in to your campaigns and invoices on \(site):

                \(link)

                It works once, within 30 minutes. If you didn’t ask for it, you need
                not do anything: nobody gets in without it.

                \(site)

                """)
    }
}
