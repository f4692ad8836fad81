import Commerce
import HTTPSupport
import Hummingbird
import Kernel
import Secrets

/// A request of a contact who is signed in: only the portal makes one, after it has looked, and what it can be asked for is
/// what belongs to the contact’s advertiser.
struct PortalVisit: Sendable {
    let contact: AdvertiserContact
    let own: OwnAdvertising
    /// What each form of this session carries, so that no other site can send one.
    let formToken: String
    let now: Timestamp
    private let parameters: @Sendable (String) -> String?

    init(
        contact: AdvertiserContact, own: OwnAdvertising, formToken: String, now: Timestamp,
        parameters: @escaping @Sendable (String) -> String?
    ) {
        self.contact = contact
        self.own = own
        self.formToken = formToken
        self.now = now
        self.parameters = parameters
    }

    /// A part of the address that names something.
    ///
    /// - Throws: ``Problem`` of kind `notFound` when it cannot name anything.
    func identifier<Owner>(of owner: Owner.Type = Owner.self) throws(Problem) -> Identifier<Owner> {
        guard let identifier = parameters("id").flatMap({ Identifier<Owner>($0) }) else {
            throw StaffRequest.nothingHere
        }
        return identifier
    }
}

/// The cookie that says which contact somebody is; it has nothing to do with that of the staff.
enum PortalCookie {
    private static let cookie = HostCookie("advertiser", lifetime: Int(PortalDoor.session.components.seconds))

    static func secret(of request: Request) -> Secret? { cookie.value(of: request).flatMap(Secret.init(shown:)) }

    static func set(_ secret: Secret, on response: inout Response) { cookie.set(secret.text, on: &response) }

    static func clear(on response: inout Response) { cookie.clear(on: &response) }
}
