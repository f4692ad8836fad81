/// Why an address cannot be used.
package enum AddressFault: Error, Sendable, Hashable {
    case empty
    case tooLong
    /// It has a scheme other than `http` and `https`, or none.
    case scheme(String)
    /// It carries a name or password before its host.
    case userInformation
    case host(String)
    /// Its host could be mistaken for another.
    case lookalike(String)
    case port(String)
    /// It has a character that no address may have.
    case character

    /// For whoever typed it.
    package var message: String {
        switch self {
        case .empty: "Write a whole address, such as https://www.shop.example/page."
        case .tooLong: "The address is longer than \(MerchantAddress.longest) characters."
        case .scheme(let scheme) where scheme.isEmpty: "The address must begin with https:// or http://."
        case .scheme(let scheme): "An address that begins with “\(scheme):” is refused; it must be https or http."
        case .userInformation: "An address with a name or password before its host is refused."
        case .host(let host): "“\(host)” is not the name of a host."
        case .lookalike(let host):
            "“\(host)” mixes letters of several scripts or imitates Latin ones, so it could be mistaken for another domain."
        case .port(let port): "“\(port)” is not a port."
        case .character: "The address has a space or another character that must be percent-encoded."
        }
    }
}
