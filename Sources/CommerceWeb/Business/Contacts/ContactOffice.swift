package import Commerce
package import HTTPSupport
import Kernel
import Secrets

/// Where the business side keeps who of an advertiser may look at what is theirs.
package struct ContactOffice: Sendable {
    let contacts: AdvertiserContactStore
    let door: PortalDoor
    let advertisers: AdvertiserStore
    let history: CommerceHistory
    let origin: String
    let sendsMail: Bool

    static let access = StaffEndpoint.Access.business

    /// - Parameters:
    ///   - origin: Where readers find the site, without a slash at the end.
    ///   - sendsMail: Whether contacts can have links sent to them.
    package init(
        contacts: AdvertiserContactStore, door: PortalDoor, advertisers: AdvertiserStore, history: CommerceHistory,
        origin: String, sendsMail: Bool
    ) {
        self.contacts = contacts
        self.door = door
        self.advertisers = advertisers
        self.history = history
        self.origin = origin
        self.sendsMail = sendsMail
    }

    package var endpoints: [StaffEndpoint] {
        [
            .get(.advertiserContacts(":slug"), Self.access) { try await list($0) },
            .post(.advertiserContacts(":slug"), Self.access, action: "add a contact of an advertiser") {
                try await add($0)
            },
            .post(
                .advertiserContactLink(":slug", contact: ":id"), Self.access, action: "make a link for a contact"
            ) { try await makeLink($0) },
            .post(
                .advertiserContactRemoval(":slug", contact: ":id"), Self.access, action: "remove a contact"
            ) { try await remove($0) },
        ]
    }

    private func list(_ request: StaffRequest) async throws -> StaffAnswer {
        try await page(of: known(request), request, values: FormBody(), made: nil, problem: nil)
    }

    private func add(_ request: StaffRequest) async throws -> StaffAnswer {
        let advertiser = try await known(request)
        do {
            var reading = FormReading(request.form)
            let address = EmailAddress(reading.text("address"))
            if address == nil { reading.fault("address", "Write an address such as ann@example.org.") }
            try reading.check(title: "The contact can’t be added")
            guard let address else { throw StaffRequest.nothingHere }
            try await contacts.add(
                AdvertiserContact(
                    id: AdvertiserContact.ID(at: request.now), advertiser: advertiser.partner,
                    name: reading.text("name"), address: address, made: request.now), by: signature(of: request))
            return .done(
                .advertiserContacts(advertiser.partner.description), notice: "The contact is added.",
                subject: advertiser.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: advertiser, request, values: request.form, made: nil, problem: problem)
        }
    }

    private func makeLink(_ request: StaffRequest) async throws -> StaffAnswer {
        let advertiser = try await known(request)
        guard let (secret, contact) = try await door.link(for: request.identifier("id"), of: advertiser.partner) else {
            throw StaffRequest.nothingHere
        }
        let made = ContactListPage.Made(name: contact.name, link: origin + PortalRoute.link(secret.text).path)
        return try await page(of: advertiser, request, values: FormBody(), made: made, problem: nil)
    }

    private func remove(_ request: StaffRequest) async throws -> StaffAnswer {
        let advertiser = try await known(request)
        try await contacts.remove(
            request.identifier("id"), of: advertiser.partner, by: signature(of: request))
        return .done(
            .advertiserContacts(advertiser.partner.description),
            notice: "The contact is removed and signed out; name and address are deleted.", subject: advertiser.name)
    }

    private func page(
        of advertiser: Advertiser, _ request: StaffRequest, values: FormBody, made: ContactListPage.Made?,
        problem: Problem?
    ) async throws -> StaffAnswer {
        let page = try await ContactListPage(
            advertiser: advertiser, contacts: contacts.contacts(of: advertiser.partner),
            events: history.events(of: .contact, subject: advertiser.partner.description), made: made,
            entrance: origin + PortalRoute.signIn.path, sendsMail: sendsMail, values: values,
            token: request.formToken, problem: problem)
        var answer = StaffAnswer.page(page.page, problem: problem)
        answer.subject = advertiser.name
        return answer
    }

    private func known(_ request: StaffRequest) async throws -> Advertiser {
        guard let advertiser = try await advertisers.advertiser(request.slug("slug")) else {
            throw StaffRequest.nothingHere
        }
        return advertiser
    }

    private func signature(of request: StaffRequest) -> Signature {
        Signature(account: request.member.id, name: request.member.name, at: request.now)
    }
}
