import Commerce
import Kernel
import WebClient

/// Looks over the web where links lead, and what stands there.
struct WebLinkProbe: LinkProbe {
    private let client: WebClient
    private let turns: HostTurns

    /// Enough of a page to hold what it says of its product.
    static let limits = WebLimits(body: 524_288, redirects: 10)

    /// - Parameter turns: Shared by all that ask other sites for something by themselves.
    init(client: WebClient, turns: HostTurns) {
        self.client = client
        self.turns = turns
    }

    func look(at address: String) async -> LinkSight {
        do {
            return try await turns.take(at: address) {
                let trace = await client.trace(address)
                return LinkSight(
                    outcome: CheckOutcome(trace),
                    hops: trace.hops.map { LinkHop(address: $0.address, status: $0.status) },
                    body: trace.answer?.body ?? [])
            }
        } catch {
            return LinkSight(outcome: CheckOutcome(.cancelled))
        }
    }
}
