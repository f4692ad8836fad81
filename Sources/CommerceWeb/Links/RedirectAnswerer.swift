import Commerce
package import HTTPSupport
import NIOCore
import NIOHTTP1

/// Answers `/go/…` on the event loop, for links that are in memory, as soon as the click is in the ledger.
package struct RedirectAnswerer: LaterAnswerer {
    private static let start = Array("/go/".utf8)

    private let redirects: Redirects
    private let gone: GoneLinkPage

    package init(redirects: Redirects, gone: GoneLinkPage) {
        self.redirects = redirects
        self.gone = gone
    }

    package func takes(_ path: Substring) -> Bool { Self.id(in: path).map(redirects.knows) == true }

    package func answer(_ request: LaterRequest, completion: @escaping @Sendable (ReadyAnswer) -> Void) {
        // What is known stays known, so there is always a direction; the front page is for the compiler.
        guard let direction = Self.id(in: request.path[...]).flatMap(redirects.known) else {
            return completion(Self.answer(to: "/"))
        }
        let headers = request.head.headers
        let visit = Visit(
            isHead: request.head.method == .HEAD, peer: request.peer, isBehindProxy: redirects.isBehindProxy
        ) { name in
            // Each proxy on the way may have added a line, and ours the last.
            name == Visit.forwardedField ? headers[name].last : headers.first(name: name)
        }
        // Made here, where several loops work side by side, and not between two transactions of the ledger.
        let usual =
            direction.leadsNowhere ? Self.answer(with: gone.html(direction)) : Self.answer(to: direction.address)
        redirects.send(visit, to: direction) { address in
            completion(address == direction.address ? usual : Self.answer(to: address))
        }
    }

    private static func answer(with page: [UInt8]) -> ReadyAnswer {
        let allocator = ByteBufferAllocator()
        return ReadyAnswer(
            status: .ok, fields: allocator.buffer(string: RedirectFields.linesOfPage),
            body: [allocator.buffer(bytes: page)], contentLength: page.count)
    }

    private static func id(in path: Substring) -> AffiliateLink.ID? {
        guard path.utf8.count == 14, path.utf8.starts(with: start) else { return nil }
        return AffiliateLink.ID(path.dropFirst(4))
    }

    private static func answer(to address: String) -> ReadyAnswer {
        var fields = ByteBufferAllocator().buffer(capacity: address.utf8.count + RedirectFields.lines.utf8.count + 16)
        fields.writeStaticString("Location: ")
        fields.writeString(RedirectFields.location(address))
        fields.writeStaticString("\r\n")
        fields.writeString(RedirectFields.lines)
        return ReadyAnswer(status: .found, fields: fields, body: [], contentLength: 0)
    }
}
