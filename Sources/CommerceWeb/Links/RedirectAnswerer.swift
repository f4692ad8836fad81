import Commerce
package import HTTPSupport
import NIOCore
import NIOHTTP1

/// Answers `/go/…` on the event loop, for links that are in memory, as soon as the clicks are in the ledger.
package struct RedirectAnswerer: LaterAnswerer {
    /// What is known stays known, so there is always a way; this is for the compiler.
    private static let toFront = RedirectWay.answer(to: "/")

    private let redirects: Redirects
    private let gone: GoneLinkPage

    package init(redirects: Redirects, gone: GoneLinkPage) {
        self.redirects = redirects
        self.gone = gone
    }

    package func takes(_ path: String) -> Bool { Self.id(in: path).map(redirects.knows) == true }

    package func answer(_ requests: [LaterRequest], completion: @escaping @Sendable ([ReadyAnswer]) -> Void) {
        let ways = redirects.known(requests.map { Self.id(in: $0.path) })
        var followings: [Redirects.Following] = []
        var usual: [ReadyAnswer] = []
        followings.reserveCapacity(requests.count)
        usual.reserveCapacity(requests.count)
        // Chosen here, where several loops work side by side, and not between two flushes of the ledger.
        for (request, way) in zip(requests, ways) {
            guard let way else {
                usual.append(Self.toFront)
                continue
            }
            followings.append(Redirects.Following(visit: visit(request), way: way))
            usual.append(way.direction.leadsNowhere ? page(way.direction) : way.usual)
        }
        redirects.send(followings) { [usual] areDurable in
            guard !areDurable else { return completion(usual) }
            completion(
                zip(ways, usual).map { way, usual in
                    way.map { $0.direction.leadsNowhere ? usual : $0.plain } ?? usual
                })
        }
    }

    private func page(_ direction: LinkDirection) -> ReadyAnswer {
        let page = gone.html(direction)
        return ReadyAnswer(
            status: .ok, fields: ByteBuffer(string: RedirectFields.linesOfPage), body: [ByteBuffer(bytes: page)],
            contentLength: page.count)
    }

    private func visit(_ request: LaterRequest) -> Visit {
        let headers = request.head.headers
        return Visit(
            isHead: request.head.method == .HEAD, peer: request.peer, isBehindProxy: redirects.isBehindProxy
        ) { name in
            // Each proxy on the way may have added a line, and ours the last.
            name == Visit.forwardedField ? headers[name].last : headers.first(name: name)
        }
    }

    private static func id(in path: String) -> AffiliateLink.ID? {
        guard path.utf8.count == 14, path.hasPrefix("/go/") else { return nil }
        return AffiliateLink.ID(Substring(path.utf8.dropFirst(4)))
    }
}
