import Kernel
import WebClient

/// Asks for addresses over the web, whether they can still be read.
struct WebAddressProbe: AddressProbe {
    private let client: WebClient
    private let turns: HostTurns

    /// - Parameter turns: Shared by all that ask other sites for something by themselves.
    init(client: WebClient, turns: HostTurns) {
        self.client = client
        self.turns = turns
    }

    func probe(_ address: String) async -> CheckOutcome {
        do {
            return try await turns.take(at: address) { CheckOutcome(await client.trace(address)) }
        } catch {
            return CheckOutcome(.cancelled)
        }
    }
}

extension CheckOutcome {
    init(_ trace: WebTrace) {
        switch trace.result {
        case .success(let answer):
            self.init(
                status: answer.status, finalAddress: answer.redirects > 0 ? answer.address : nil,
                retryAfter: answer.retryAfter)
        case .failure(let failure): self.init(failure)
        }
    }

    /// Only a name that nobody answers to says that a page is gone; all else may be bad luck.
    init(_ failure: WebFailure) {
        let words =
            switch failure {
            case .addressInvalid: "The address, or where it leads, is none that can be asked for."
            case .addressForbidden: "The address leads into a private network, and is not asked for."
            case .hostUnknown: "There is no such host."
            case .notConnected: "No connection could be made."
            case .timedOut: "The site took too long."
            case .tooManyRedirects: "The site sends on again and again."
            case .redirectLoop: "The site sends on in a circle."
            case .headerTooLong: "The site’s answer is too long."
            case .insecure: "No secure connection could be made; its certificate may have run out."
            case .notUnderstood: "What the site answered is no HTTP."
            case .cancelled: "The check was broken off."
            }
        self.init(noAnswer: words, isDefinite: failure == .hostUnknown)
    }
}
