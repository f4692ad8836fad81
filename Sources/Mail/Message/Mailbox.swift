package import Kernel

/// An address with the name of whose it is (RFC 5322 §3.4).
package struct Mailbox: Sendable, Hashable {
    package let name: HeaderText?
    package let address: EmailAddress

    package init(_ address: EmailAddress, name: HeaderText? = nil) {
        self.address = address
        self.name = name
    }

    func field(_ field: String) -> HeaderField {
        let words = name.map { $0.text.isEmpty ? [] : $0.phrase(after: HeaderField.column(after: field)) } ?? []
        return HeaderField(field, words.isEmpty ? [address.text] : words + ["<\(address.text)>"])
    }
}
