import DNS
import Synchronization

/// Knows what a test tells it of names.
final class KnownNames: DNSResolver {
    let texts: [String: [String]]
    let addresses: [String: [String]]
    let exchangers: [String: [String]]
    let pointers: [String: [String]]
    /// Names whose servers cannot tell.
    let failing: Set<String>
    private let count = Mutex(0)

    init(
        texts: [String: [String]] = [:], addresses: [String: [String]] = [:], exchangers: [String: [String]] = [:],
        pointers: [String: [String]] = [:], failing: Set<String> = []
    ) {
        self.texts = texts
        self.addresses = addresses
        self.exchangers = exchangers
        self.pointers = pointers
        self.failing = failing
    }

    /// How many questions were asked.
    var asked: Int { count.withLock { $0 } }

    private func ask(_ name: String) throws(DNSFailure) {
        count.withLock { $0 += 1 }
        if failing.contains(name) { throw .notAnswered }
    }

    func texts(at name: String) async throws(DNSFailure) -> [String] {
        try ask(name)
        return texts[name] ?? []
    }

    func addresses(of host: String) async throws(DNSFailure) -> [IPAddress] {
        try ask(host)
        return (addresses[host] ?? []).compactMap { IPAddress($0) }
    }

    func mailExchangers(of domain: String) async throws(DNSFailure) -> [MailExchanger] {
        try ask(domain)
        return (exchangers[domain] ?? []).map { MailExchanger(preference: 10, host: $0) }
    }

    func names(of address: IPAddress) async throws(DNSFailure) -> [String] {
        try ask("\(address)")
        return pointers["\(address)"] ?? []
    }
}
