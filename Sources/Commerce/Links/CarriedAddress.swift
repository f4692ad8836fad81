/// Finds the merchant’s address in one that earns.
enum CarriedAddress {
    /// The parameters in which networks carry it.
    private static let carriers = ["ued", "p", "url", "u", "urllink", "murl", "destination", "dest", "redirect", "to"]
    /// What Amazon’s addresses have for the one who sent the reader.
    private static let tags: Set<String> = ["tag", "ascsubtag", "linkCode", "linkId", "ref_", "camp", "creative"]

    /// The merchant’s plain address; the address itself when nothing is carried in it.
    static func plain(of address: MerchantAddress) -> MerchantAddress {
        for name in carriers {
            for value in address.values(of: name) {
                let whole = value.hasPrefix("http") ? value : "https://\(value)"
                if let found = try? MerchantAddress(whole), found.registrableDomain != nil { return found }
            }
        }
        guard address.registrableDomain?.hasPrefix("amazon.") == true else { return address }
        return (try? MerchantAddress(address.removing(tags))) ?? address
    }

    /// Whether an address leads to the merchant’s registrable domain, at once or behind a hop that carries it.
    static func leads(_ address: MerchantAddress, to merchant: MerchantAddress) -> Bool {
        address.registrableDomain == merchant.registrableDomain
            || plain(of: address).registrableDomain == merchant.registrableDomain
    }
}
