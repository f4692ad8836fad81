package import Audience
package import Kernel

/// What the newsletter’s office has to be told: it makes no letters itself and sends none.
package struct NewsletterGround: Sendable {
    let siteName: @Sendable () -> String
    /// What readers may choose.
    let topics: @Sendable () async throws -> [TopicChoice]
    /// What every topic is called, also one about which nothing is published now.
    let topicNames: @Sendable () async throws -> [Slug: String]
    let plan: @Sendable () async throws -> NewsletterPlan
    let outline: (@Sendable (Edition.ID) async throws -> [EditionItem])?
    let letter: @Sendable (ComposedEdition, Set<Slug>) async throws -> SampleLetter
    let sendTest: (@Sendable (ComposedEdition, EmailAddress) async throws -> Void)?
    let address: @Sendable (StaffID) async throws -> String

    /// - Parameters:
    ///   - topics: What readers may choose.
    ///   - topicNames: What every topic is called, also one about which nothing is published now.
    ///   - outline: What an edition would tell that were made now, empty without news; `nil` where nobody can say.
    ///   - letter: What somebody gets of an edition who wants to read about some topics, as it is mailed.
    ///   - sendTest: Sends an edition to an address, as a test that counts as nothing; `nil` where no mail is sent.
    ///   - address: The e-mail address of somebody on the staff; empty where nobody knows it.
    package init(
        siteName: @escaping @Sendable () -> String, topics: @escaping @Sendable () async throws -> [TopicChoice],
        topicNames: @escaping @Sendable () async throws -> [Slug: String],
        plan: @escaping @Sendable () async throws -> NewsletterPlan,
        outline: (@Sendable (Edition.ID) async throws -> [EditionItem])? = nil,
        letter: @escaping @Sendable (ComposedEdition, Set<Slug>) async throws -> SampleLetter,
        sendTest: (@Sendable (ComposedEdition, EmailAddress) async throws -> Void)? = nil,
        address: @escaping @Sendable (StaffID) async throws -> String
    ) {
        self.siteName = siteName
        self.topics = topics
        self.topicNames = topicNames
        self.plan = plan
        self.outline = outline
        self.letter = letter
        self.sendTest = sendTest
        self.address = address
    }
}

/// A letter as it is mailed, with links of its own that do nothing, and with a word where something of others may stand.
package struct SampleLetter: Sendable, Hashable {
    package let subject: String
    package let html: String
    package let text: String

    package init(subject: String, html: String, text: String) {
        self.subject = subject
        self.html = html
        self.text = text
    }
}
