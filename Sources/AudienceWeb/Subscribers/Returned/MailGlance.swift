/// What a person sees of a mail that came back; anybody can have written any of it.
package struct MailGlance: Sendable, Hashable {
    package let from: String
    package let subject: String
    package let text: String

    package init(from: String, subject: String, text: String) {
        self.from = from
        self.subject = subject
        self.text = text
    }
}
