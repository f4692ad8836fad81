package import Markup

extension PageShell {
    /// The site's publisher as structured data, with the addresses of its policies (JTI, CWA 17493).
    package var organisation: JSONValue {
        .object([
            "@type": "NewsMediaOrganization",
            "@id": .string("\(origin)/#publisher"),
            "name": .string(site.publisher),
            "alternateName": .string(site.name),
            "url": .string(address(of: .front)),
            "email": .string(site.contact),
            "foundingDate": .string(String(site.founded)),
            "logo": .object(["@type": "ImageObject", "url": .string(address(of: .asset("card.png")))]),
            "publishingPrinciples": .string(address(of: .standards)),
            "ownershipFundingInfo": .string(address(of: .howWeMakeMoney)),
            "correctionsPolicy": .string(address(of: .corrections)),
        ])
    }
}
