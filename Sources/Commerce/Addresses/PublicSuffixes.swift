import CPSL

/// Which part of a host somebody can register, by the Public Suffix List.
///
/// `@unchecked` because libpsl’s lists are never changed once they are loaded, and are read by any number of threads.
struct PublicSuffixes: @unchecked Sendable {
    /// The newer of the list that the machine keeps and the one that is built into libpsl.
    static let standard = PublicSuffixes(psl_latest("/usr/share/publicsuffix/public_suffix_list.dafsa"))

    private let list: OpaquePointer?

    private init(_ list: OpaquePointer?) { self.list = list }

    /// The part of an ASCII host that was registered, such as `example.co.uk` of `www.example.co.uk`; `nil` for a public
    /// suffix itself and for an address made of numbers.
    func registrableDomain(of host: String) -> String? {
        guard let list, host.contains("."), !host.hasPrefix("["), !Self.isNumbers(host) else { return nil }
        // The answer points into what was given.
        return host.withCString { psl_registrable_domain(list, $0).map { String(cString: $0) } }
    }

    private static func isNumbers(_ host: String) -> Bool {
        host.split(separator: ".").last?.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            ?? true
    }
}
