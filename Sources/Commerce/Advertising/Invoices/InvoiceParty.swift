package import Kernel

/// One of the two sides of an invoice, as it is printed.
package struct InvoiceParty: Sendable, Hashable {
    package let name: String
    /// A line for each line of the address, without the name and the country.
    package let address: String
    package let country: Country
    /// With the letters of the country before it; empty for who has none.
    package let vatNumber: String

    package init(name: String, address: String, country: Country, vatNumber: String) {
        self.name = name
        self.address = address
        self.country = country
        self.vatNumber = vatNumber
    }

    private static let mostLines = 6

    /// Looks whether it can be printed.
    static func check(address: String, vatNumber: String, _ faults: inout FieldFaults) {
        faults.length(of: address, 1...400, field: "address", called: "address")
        if address.split(separator: "\n", omittingEmptySubsequences: false).count > mostLines {
            faults.add("address", "An address has at most \(mostLines) lines.")
        }
        guard !vatNumber.isEmpty else { return }
        let isGood =
            (4...20).contains(vatNumber.utf8.count)
            && vatNumber.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "+")
                    || byte == UInt8(ascii: "*")
            }
        if !isGood { faults.add("vatNumber", "Write the number as it is registered, such as DE123456789.") }
    }
}
