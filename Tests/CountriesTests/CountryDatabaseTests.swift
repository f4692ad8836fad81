import Countries
import Foundation
import Kernel
import TestSupport
import Testing

@Suite struct CountryDatabaseTests {
    private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) async throws {
        try await withTemporaryFolder("countries") { folder in
            let path = folder + "/countries.mmdb"
            try Data(bytes).write(to: URL(filePath: path))
            try body(path)
        }
    }

    @Test func tellsTheCountryOfANetwork() async throws {
        var file = CountryFile()
        file.add([192, 0, 2, 0], bits: 24, country: "DE")
        file.add([198, 51, 100, 0], bits: 24, country: "GB", field: "registered_country")
        file.add([0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 12), bits: 32, country: "at")
        file.add([203, 0, 113, 0], bits: 24, country: "X1")
        try await withFile(file.bytes) { path in
            let countries = try CountryDatabase(path: path)
            for (address, country) in [
                ("192.0.2.7", "DE"), ("198.51.100.1", "GB"), ("2001:db8::7", "AT"), ("192.0.3.7", nil),
                ("203.0.113.1", nil),
                ("::1", nil), ("", nil), ("no address", nil), ("192.0.2.7\u{0}", nil),
                (String(repeating: "1", count: 100), nil),
            ] {
                #expect(countries.country(of: address)?.description == country, "\(address)")
            }
        }
    }

    @Test func whatIsNoSuchFileIsRefusedWithItsName() async throws {
        var file = CountryFile()
        file.add([192, 0, 2, 0], bits: 24, country: "DE")
        for bytes in [[], Array("not a database".utf8), Array(file.bytes.prefix(200))] {
            try await withFile(bytes) { path in
                let problem = #expect(throws: Problem.self) { try CountryDatabase(path: path) }
                #expect(problem?.detail.contains(path) == true)
            }
        }
        #expect(throws: Problem.self) { try CountryDatabase(path: "/nowhere/countries.mmdb") }
    }
}
