import Commerce
import HTTPSupport
import Kernel
import Markup

/// The contacts of one advertiser.
struct ContactListPage {
    /// A link that was just made, which can’t be shown again.
    struct Made {
        let name: String
        let link: String
    }

    let advertiser: Advertiser
    let contacts: [AdvertiserContact]
    let events: [CommerceEvent]
    let made: Made?
    /// Where contacts ask for a link.
    let entrance: String
    let sendsMail: Bool
    let values: FormBody
    let token: String
    let problem: Problem?

    private var partner: String { advertiser.partner.description }

    var page: OfficePage {
        OfficePage(title: "Contacts of \(advertiser.name)", area: .business, place: .advertising) { html in
            html.trail([
                (.advertising, "Advertising"), (.advertisers, "Advertisers"), (.advertiser(partner), advertiser.name),
            ])
            html.element(.h1, text: "Contacts of \(advertiser.name)")
            if let problem { html.problem(problem) }
            if let made { write(made, into: &html) }
            html.element(.p, .class("hint")) { html in
                html.text("They see what of theirs was delivered and billed, and nothing else. ")
                if sendsMail {
                    html.text("They ask for a link themselves, at ")
                    html.element(.code, text: entrance)
                    html.text(", or you make one and pass it on.")
                } else {
                    html.text("This site sends no mail, so you make a link for them and pass it on.")
                }
            }
            if contacts.isEmpty { html.element(.p, .class("empty"), text: "There is none yet.") }
            html.element(.ul, .class("lines")) { html in
                for contact in contacts { html.element(.li) { write(contact, into: &$0) } }
            }
            html.element(.h2, text: "Add a contact")
            html.form(.advertiserContacts(partner), token: token) { html in
                let state = FormState(errors: problem?.fieldErrors ?? [])
                html.element(.div, .class("pair")) { html in
                    html.textField(
                        "Name", name: "name", value: values["name"], state: state, .required, .maxlength(80))
                    html.textField(
                        "E-mail address", name: "address", value: values["address"], state: state, .type("email"),
                        .required, .maxlength(EmailAddress.longest))
                }
                html.submit("Add the contact")
            }
            html.element(.h2, text: "History")
            html.history(events, namesSubjects: true)
        }
    }

    private func write(_ contact: AdvertiserContact, into html: inout HTMLWriter) {
        html.element(.p, .class("line-title"), .dir("auto"), text: contact.name)
        html.element(.p, .class("hint")) { html in
            html.text("\(contact.address.text) · since ")
            html.time(contact.made)
        }
        html.element(.div, .class("contact-actions")) { html in
            let id = contact.id.description
            html.form(.advertiserContactLink(partner, contact: id), token: token) { html in
                html.element(
                    .button, .ariaLabel("Make a sign-in link for \(contact.name)"), text: "Make a sign-in link")
            }
            html.form(.advertiserContactRemoval(partner, contact: id), token: token) { html in
                html.element(.button, .ariaLabel("Remove \(contact.name)"), text: "Remove")
            }
        }
    }

    private func write(_ made: Made, into html: inout HTMLWriter) {
        html.element(.div, .class("notice"), .role("status")) { html in
            html.element(
                .p, text: "Pass this link on to \(made.name). It works once, within a day, and is not shown again.")
            html.element(.p) { $0.element(.code, .class("secret-link"), text: made.link) }
        }
    }
}
