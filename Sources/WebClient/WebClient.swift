import CCurl
import Dispatch

/// Asks other sites for pages, as politely as distrustfully: strangers chose where it goes.
///
/// It speaks HTTP and HTTPS alone, only to addresses that its policy allows, and keeps to its limits. It sends no cookie,
/// no credentials and no referrer, and takes no proxy from the environment.
package struct WebClient: Sendable {
    private let userAgent: String
    private let limits: WebLimits
    private let policy: AddressPolicy
    /// Its threads wait for the network, as those of the tasks must not.
    private let queue = DispatchQueue(label: "masthead.web", attributes: .concurrent)

    /// Once for the process, as libcurl asks for (curl_global_init(3)).
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// - Parameters:
    ///   - userAgent: Who asks; what is not printable ASCII is left out of it.
    ///   - policy: Where it may go.
    package init(userAgent: String, limits: WebLimits = WebLimits(), policy: AddressPolicy = .publicInternet) {
        self.userAgent = String(
            String.UnicodeScalarView(userAgent.unicodeScalars.filter { (0x20..<0x7F).contains($0.value) }))
        self.limits = limits
        self.policy = policy
    }

    /// Asks for an address with GET and follows redirects; a status that tells of a failure is an answer too.
    package func get(_ address: String) async throws(WebFailure) -> WebAnswer {
        try await trace(address).result.get()
    }

    /// Asks as ``get(_:)`` does, and tells each step of the way.
    package func trace(_ address: String) async -> WebTrace {
        let stop = StopSignal()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async { continuation.resume(returning: answer(address, stop)) }
            }
        } onCancel: {
            stop.stop()
        }
    }

    private func answer(_ address: String, _ stop: StopSignal) -> WebTrace {
        var hops: [WebHop] = []
        guard Self.isReady, let multi = curl_multi_init() else {
            return WebTrace(hops: hops, result: .failure(.notConnected))
        }
        stop.setWaiting(multi)
        defer {
            stop.setWaiting(nil)
            curl_multi_cleanup(multi)
        }
        do throws(WebFailure) {
            let answer = try ask(for: TargetAddress(address), on: multi, stop, &hops)
            return WebTrace(hops: hops, result: .success(answer))
        } catch {
            return WebTrace(hops: hops, result: .failure(error))
        }
    }

    private func ask(
        for target: TargetAddress, on multi: UnsafeMutableRawPointer, _ stop: StopSignal, _ hops: inout [WebHop]
    ) throws(WebFailure) -> WebAnswer {
        let clock = ContinuousClock()
        let deadline = clock.now.advanced(by: limits.time)
        while true {
            let left = clock.now.duration(to: deadline)
            guard left > .zero else { throw .timedOut }
            let transfer = try WebTransfer(limits, policy)
            hops.append(WebHop(address: target.text, status: nil))
            try transfer.run(target, userAgent: userAgent, time: left, on: multi, stop: stop)
            hops[hops.count - 1] = WebHop(address: target.text, status: transfer.status)
            guard [301, 302, 303, 307, 308].contains(transfer.status), let location = transfer.location else {
                return WebAnswer(
                    status: transfer.status, address: target.text, redirects: hops.count - 1,
                    retryAfter: transfer.retryAfter, body: transfer.body, isCut: transfer.isCut)
            }
            guard hops.count <= limits.redirects else { throw .tooManyRedirects }
            try target.follow(location)
            let next = target.text
            guard !hops.contains(where: { $0.address == next }) else { throw .redirectLoop }
        }
    }
}
