import Commerce
import HTTPSupport
import Staff

extension SellerDeclaration {
    /// What the publisher’s settings say of who sells.
    init(_ settings: SiteSettings, of site: SiteIdentity, origin: String) {
        let lines = settings.adsTextLines
        self.init(
            contact: settings[.sellerContact].isEmpty ? site.contact : settings[.sellerContact],
            publisher: site.publisher, ownerDomain: settings[.ownerDomain], origin: origin, lines: lines.map(\.text),
            hasRecords: lines.contains { $0.kind == .record })
    }
}
