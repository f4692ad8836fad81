/// Every address of the advertisers’ pages; as with ``OfficeRoute``, nothing else in the code spells out a path, and a part that
/// varies is text, so that the same case gives an address and the pattern that the router matches.
enum PortalRoute: Sendable, Hashable {
    case home
    case signIn
    case link(String)
    case signOut
    case deliveryFile
    case flight(String)
    case flightFile(String)
    case newCreative(flight: String)
    case invoices
    case invoice(String)

    var path: String {
        switch self {
        case .home: "/advertiser"
        case .signIn: "/advertiser/sign-in"
        case .link(let secret): "/advertiser/sign-in/\(secret)"
        case .signOut: "/advertiser/sign-out"
        case .deliveryFile: "/advertiser/delivery.csv"
        case .flight(let id): "/advertiser/flights/\(id)"
        case .flightFile(let id): "/advertiser/flights/\(id)/delivery.csv"
        case .newCreative(let flight): "/advertiser/flights/\(flight)/creatives"
        case .invoices: "/advertiser/invoices"
        case .invoice(let id): "/advertiser/invoices/\(id)"
        }
    }
}
