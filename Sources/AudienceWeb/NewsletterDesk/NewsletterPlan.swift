package import Audience

/// What is settled about the newsletter, as far as its office tells it.
package struct NewsletterPlan: Sendable, Hashable {
    /// Whether the publisher wants editions to be made and sent.
    package let isOn: Bool
    /// Whether the site has a mail server.
    package let sendsMail: Bool
    package let calendar: EditionCalendar
    /// Whether an edition waits for an editor.
    package let needsApproval: Bool
    /// Whether clicks on links of an edition are counted.
    package let countsClicks: Bool

    package init(
        isOn: Bool, sendsMail: Bool, calendar: EditionCalendar, needsApproval: Bool, countsClicks: Bool
    ) {
        self.isOn = isOn
        self.sendsMail = sendsMail
        self.calendar = calendar
        self.needsApproval = needsApproval
        self.countsClicks = countsClicks
    }
}
