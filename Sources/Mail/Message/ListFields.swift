/// What tells mail programs which list a message belongs to (RFC 2919, RFC 2369).
package struct ListFields: Sendable, Hashable {
    /// What the list is called for good, even when its address changes: dot-separated words, as of a host.
    package let identifier: String
    package let name: HeaderText
    package let help: HeaderLink?
    package let owner: HeaderLink?
    package let archive: HeaderLink?

    /// `nil` where the identifier is none.
    package init?(
        identifier: String, name: HeaderText, help: HeaderLink? = nil, owner: HeaderLink? = nil,
        archive: HeaderLink? = nil
    ) {
        let labels = identifier.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, identifier.utf8.count <= 255,
            labels.allSatisfy({ label in
                !label.isEmpty
                    && label.utf8.allSatisfy {
                        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D || $0 == 0x5F
                    }
            })
        else { return nil }
        self.identifier = identifier
        self.name = name
        self.help = help
        self.owner = owner
        self.archive = archive
    }

    var fields: [HeaderField] {
        let words = name.text.isEmpty ? [] : name.phrase(after: HeaderField.column(after: "List-Id"))
        let links = [("List-Help", help), ("List-Owner", owner), ("List-Archive", archive)]
        return [HeaderField("List-Id", words + ["<\(identifier)>"])]
            + links.compactMap { name, link in link.map { HeaderField(name, $0.inBrackets) } }
            + [HeaderField("List-Post", "NO")]
    }
}
