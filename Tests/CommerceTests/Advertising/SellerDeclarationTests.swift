import Commerce
import Testing

@Suite struct SellerDeclarationTests {
    private func text(
        owner: String = "", origin: String = "https://www.quarto.example", lines: [String] = [], records: Bool = false
    )
        -> String
    {
        SellerDeclaration(
            contact: "sales@quarto.example", publisher: "Quarto", ownerDomain: owner, origin: origin, lines: lines,
            hasRecords: records
        ).adsText
    }

    @Test func whereNobodyElseSellsAPlaceholderSaysSo() {
        #expect(
            text() == """
                # Advertising on this site is sold by its publisher.
                OWNERDOMAIN=quarto.example
                CONTACT=sales@quarto.example
                placeholder.example.com, placeholder, DIRECT, placeholder

                """)
    }

    @Test func thePublishersLinesTakeThePlaceholdersPlace() {
        let lines = text(owner: "owner.example", lines: ["# Ours", "a.example, 1, DIRECT"], records: true)
        #expect(
            lines.hasSuffix("OWNERDOMAIN=owner.example\nCONTACT=sales@quarto.example\n# Ours\na.example, 1, DIRECT\n"))
        #expect(text(lines: ["# Ours"]).contains("# Ours\nplaceholder.example.com"))
    }

    /// A public suffix and an address made of numbers belong to nobody.
    @Test(arguments: ["http://127.0.0.1:8080", "http://localhost:8080", "https://co.uk", ""])
    func aSiteWithoutADomainNamesNoOwner(origin: String) {
        #expect(!text(origin: origin).contains("OWNERDOMAIN"))
    }
}
