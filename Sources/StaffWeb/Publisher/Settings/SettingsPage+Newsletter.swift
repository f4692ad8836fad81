import HTTPSupport
import Markup
import Staff

extension SettingsPage {
    /// When editions go, and what an editor does before.
    func writeNewsletter(into html: inout HTMLWriter) {
        html.element(.h2, text: "Newsletter")
        html.element(.p, .class("hint")) { html in
            html.text("What subscribers get by mail, and ")
            html.element(.a, .href(Route.newsletter.path), text: "where readers subscribe")
            html.text(". It needs a mail server, which whoever runs the machine settles.")
        }
        choose(
            .newsletter, [("yes", "Made and sent by itself"), ("no", "Not sent")],
            hint: "When nothing is new, updated or corrected, no mail goes.", into: &html)
        choose(
            .newsletterHour, (0...23).map { (String($0), "\($0 < 10 ? "0" : "")\($0):00") },
            hint: "By the clocks of the site’s time zone.", into: &html)
        choose(
            .newsletterWeekday, SiteSettings.weekdays.map { ($0, $0) },
            hint: "For subscribers who chose one mail a week.", into: &html)
        if settings.isFixed(.newsletterLead) {
            writeFixed(.newsletterLead, into: &html)
        } else {
            html.textField(
                SiteSetting.newsletterLead.label, name: SiteSetting.newsletterLead.rawValue,
                value: value(.newsletterLead),
                hint: "So long before it goes an edition is made, and an editor can change it: 0 to 720.",
                state: state, .required, .autocomplete("off"), .inputmode("numeric"))
        }
        choose(
            .newsletterApproval, [("no", "Goes by itself"), ("yes", "Waits for an editor")],
            hint: "Whether an edition goes at its hour when nobody has looked at it.", into: &html)
        choose(
            .newsletterClicks, [("no", "Not counted"), ("yes", "Counted by article")],
            hint: "How often an article was opened from an edition; never by whom. Opening a mail is never noticed.",
            into: &html)
    }

    private func choose(
        _ setting: SiteSetting, _ options: [(value: String, name: String)], hint: String, into html: inout HTMLWriter
    ) {
        guard !settings.isFixed(setting) else { return writeFixed(setting, into: &html) }
        html.choice(
            setting.label, name: setting.rawValue, value: value(setting), options: options, hint: hint, state: state)
    }
}
