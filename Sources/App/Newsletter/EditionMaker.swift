package import Audience
package import AudienceWeb
package import Compositor
package import HTTPSupport
package import Kernel
package import Mail
package import MailDelivery
import Secrets

/// Makes the letters of an edition: once for all who want to read about the same, and of that a copy for each, with links of their
/// own.
package struct EditionMaker: Sendable {
    /// How letters go out.
    package struct Post: Sendable {
        let sender: EmailAddress
        /// `nil` where bounces go to the sender.
        let bounces: ReturnPaths?
        let departures: ReturnPaths?
        /// `nil` where answers go to the site’s contact.
        let replies: ReturnPaths?
        let signers: [DKIMSigner]

        package init(
            sender: EmailAddress, bounces: ReturnPaths? = nil, departures: ReturnPaths? = nil,
            replies: ReturnPaths? = nil, signers: [DKIMSigner] = []
        ) {
            self.sender = sender
            self.bounces = bounces
            self.departures = departures
            self.replies = replies
            self.signers = signers
        }
    }

    let site: @Sendable () -> SiteIdentity
    /// Where readers find the site, without a slash at the end.
    let origin: String
    let key: AudienceKey
    /// `nil` where the site sends no mail.
    let post: Post?
    private let filler: any LetterFiller
    private let setting: LetterSetting
    let countsClicks: @Sendable () async throws -> Bool

    /// - Parameters:
    ///   - filler: Decides what stands in letters besides what the edition tells.
    ///   - disclosures: Words what is said of that.
    ///   - countsClicks: Whether the publisher wants links to lead by way of where they are counted.
    package init(
        site: @escaping @Sendable () -> SiteIdentity, origin: String, key: AudienceKey, post: Post?,
        filler: any LetterFiller, disclosures: any LetterDisclosureFiller,
        countsClicks: @escaping @Sendable () async throws -> Bool
    ) {
        self.site = site
        self.origin = origin
        self.key = key
        self.post = post
        self.filler = filler
        setting = LetterSetting(disclosures: disclosures)
        self.countsClicks = countsClicks
    }

    /// What letters say of the site now.
    func facts() async throws -> LetterFacts { LetterFacts(site(), countsClicks: try await countsClicks()) }

    /// What somebody gets who wants to read about these topics; `nil` when it has nothing for them.
    package func letter(of composed: ComposedEdition, topics: Set<Slug>) async throws -> EditionLetter? {
        letter(of: composed, topics: topics, saying: try await facts())
    }

    /// The same, with what was to be said of the site when the edition began to be sent.
    func letter(of composed: ComposedEdition, topics: Set<Slug>, saying facts: LetterFacts) -> EditionLetter? {
        let items = composed.items(for: topics)
        guard !items.isEmpty else { return nil }
        return EditionLetter(
            of: composed.edition, items: items, site: facts.site(site()), origin: origin,
            headline: composed.subject(for: topics),
            // The links of one that nobody keeps would lead nowhere.
            countsClicks: composed.edition.version > 0 && facts.countsClicks)
    }

    /// Decides what others put into the letters of an edition, by the letter for those who want everything.
    ///
    /// What would make that letter so long that programs cut its end off is left out: first an advertisement, then what links earn.
    func fills(of composed: ComposedEdition) async throws -> LetterFills {
        try await fills(of: composed, saying: try await facts())
    }

    /// Everything that is decided when an edition begins to be sent.
    func kept(of composed: ComposedEdition) async throws -> KeptLetter {
        let facts = try await facts()
        return KeptLetter(fills: try await fills(of: composed, saying: facts), facts: facts)
    }

    private func fills(of composed: ComposedEdition, saying facts: LetterFacts) async throws -> LetterFills {
        guard let letter = letter(of: composed, topics: [], saying: facts) else { return LetterFills() }
        let plate = letter.plate
        var fills = try await filler.fills(of: plate, onPath: Route.edition(composed.edition.id.description).path)
        func isTooLong() -> Bool { setting.set(plate, with: fills).html.utf8.count >= EditionLetter.longest }
        if isTooLong() { fills.offer = nil }
        if isTooLong() { fills.links = [] }
        return fills
    }

    /// A letter as it goes out.
    package func set(_ letter: EditionLetter, with fills: LetterFills) -> SetLetter {
        setting.set(letter.plate, with: fills)
    }

    /// A letter as a mail without a recipient.
    ///
    /// - Parameters:
    ///   - subject: What stands in lists of mails.
    ///   - text: Both bodies with the marks of ``EditionLetter`` in them.
    ///   - site: As the letter knows it.
    /// - Throws: ``Problem`` when it can’t be one.
    func mailing(
        _ subject: String, text: String, html: String, of edition: Edition, from site: SiteIdentity
    ) throws -> Mailing {
        guard let post else { throw Self.problem("the site has no mail server") }
        let marks = [EditionLetter.leaveMark, EditionLetter.manageMark]
        guard let subject = HeaderText(subject), let name = HeaderText(site.name)
        else { throw Self.problem("its subject can’t stand in a mail") }
        let home = HeaderLink(origin + Route.newsletter.path)
        let head = MessageHead(
            .bulk, from: Mailbox(post.sender, name: name), subject: subject, date: edition.started ?? edition.goes,
            list: ListFields(
                identifier: "newsletter.\(post.sender.host)", name: name, help: home,
                owner: HeaderLink("mailto:\(site.contact)"), archive: home))
        return Mailing(
            head, text: MailBody(text, marks: marks), html: MailBody(html, marks: marks), signers: post.signers)
    }

    /// The copy of a delivery: the same whenever and wherever it is made.
    ///
    /// - Parameter site: As the letter knows it.
    /// - Throws: ``Problem`` when it can’t be made.
    func envelope(
        _ delivery: Delivery, of edition: Edition, in mailing: Mailing, from site: SiteIdentity
    ) throws -> MailEnvelope {
        guard let post else { throw Self.problem("the site has no mail server") }
        let made = edition.started ?? edition.goes
        func link(_ purpose: SubscriptionToken.Purpose, _ route: (String) -> SubscriptionRoute) -> String {
            let token = SubscriptionToken(purpose, of: delivery.subscriber, made: made, in: delivery.edition)
            return origin + route(token.text(signedWith: key)).path
        }
        let leave = link(.leave, SubscriptionRoute.leave)
        let mail = post.departures.flatMap { HeaderLink("mailto:\($0.address(for: delivery.id).text)?subject=leave") }
        guard let header = HeaderLink(leave), let unsubscribe = ListUnsubscribe(link: header, mail: mail) else {
            throw Self.problem("“\(origin)” can’t stand in a mail")
        }
        let message = try mailing.message(
            for: Mailing.Recipient(
                delivery.address, message: MessageID(of: [delivery.id.bytes], host: post.sender.host),
                values: [leave, link(.manage, SubscriptionRoute.yours)], unsubscribe: unsubscribe,
                replyTo: replies(to: delivery.id, at: site)))
        return MailEnvelope(
            from: post.bounces?.address(for: delivery.id) ?? post.sender, to: delivery.address, message: message)
    }

    /// A copy for somebody who isn’t a subscriber, whose own links answer as a subscriber’s do, and change nothing; it is for those
    /// at the desk, so where something may be paid for it says no more than that.
    ///
    /// - Throws: ``Problem`` when it can’t be made, or there is nothing in it.
    package func test(
        of composed: ComposedEdition, topics: Set<Slug> = [], to recipient: EmailAddress, at now: Timestamp
    ) async throws -> MailEnvelope {
        guard let post, let letter = try await letter(of: composed, topics: topics) else {
            throw Self.problem("it has nothing to tell, or the site has no mail server")
        }
        let leave = origin + SubscriptionRoute.leave(SubscriptionRoute.sample).path
        let sample = letter.unaddressedSample
        let mailing = try mailing(
            "Test: \(sample.subject)", text: sample.text, html: sample.html, of: composed.edition, from: site())
        let message = try mailing.message(
            for: Mailing.Recipient(
                recipient,
                message: MessageID(of: [Identifier<MailEnvelope>(at: now).bytes], host: post.sender.host),
                values: [leave, origin + SubscriptionRoute.yours(SubscriptionRoute.sample).path],
                unsubscribe: HeaderLink(leave).flatMap { ListUnsubscribe(link: $0) },
                replyTo: replies(to: nil, at: site())))
        return MailEnvelope(from: post.sender, to: recipient, message: message)
    }

    /// Where an answer goes: where “stop” is understood, if the site takes mail in, and to people otherwise.
    private func replies(to delivery: Delivery.ID?, at site: SiteIdentity) -> Mailbox? {
        if let delivery, let replies = post?.replies {
            return Mailbox(replies.address(for: delivery), name: HeaderText(site.name))
        }
        return EmailAddress(site.contact).map { Mailbox($0) }
    }

    static func problem(_ reason: String) -> Problem {
        Problem(
            .unavailable, slug: "edition-not-made", title: "The mail of the edition can’t be made",
            detail: "Because \(reason).")
    }
}
