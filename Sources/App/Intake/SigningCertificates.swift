import WebClient

/// The certificates by which Amazon signs, fetched once each.
actor SigningCertificates {
    typealias Fetch = @Sendable (String) async throws -> [UInt8]

    struct Unavailable: Error {}

    private let fetch: Fetch
    private var known: [String: [UInt8]] = [:]

    /// Amazon has one for each region and year.
    private static let mostKnown = 16

    init(fetch: @escaping Fetch) { self.fetch = fetch }

    /// - Parameter client: Goes nowhere but into the public internet.
    init(client: WebClient) {
        self.init { address in
            let answer = try await client.get(address)
            // A certificate that lies elsewhere is somebody else’s.
            guard answer.status == 200, answer.redirects == 0, !answer.isCut else { throw Unavailable() }
            return answer.body
        }
    }

    func certificate(at address: String) async throws -> [UInt8] {
        if let certificate = known[address] { return certificate }
        let certificate = try await fetch(address)
        if known.count >= Self.mostKnown { known = [:] }
        known[address] = certificate
        return certificate
    }
}
