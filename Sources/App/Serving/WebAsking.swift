import Commerce
import Kernel
import WebClient

/// Everything that asks other sites for something by itself: it shares the turns of each host, and says who asks.
package struct WebAsking {
    /// Asks whether addresses can still be read.
    let addresses: WebAddressProbe
    /// Looks where links lead.
    let links: WebLinkProbe

    /// Between two requests to one host, by the standard.
    package static let rest = Duration.seconds(5)

    /// Draws by how much a pause between checks is drawn out.
    static let spread: @Sendable () -> Double = { Double.random(in: 0...1) }

    init(agent: String, rest: Duration) {
        let turns = HostTurns(pause: rest)
        addresses = WebAddressProbe(client: WebClient(userAgent: agent), turns: turns)
        links = WebLinkProbe(client: WebClient(userAgent: agent, limits: WebLinkProbe.limits), turns: turns)
    }
}
