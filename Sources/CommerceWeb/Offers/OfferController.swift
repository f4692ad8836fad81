package import Commerce
package import HTTPSupport
import HTTPTypes
package import Hummingbird
package import Kernel
import NIOCore

/// Answers what advertisements ask for: that one was seen or clicked, what stands in its frame, and why it is there.
package struct OfferController: Sendable {
    /// A transparent picture of one pixel (GIF89a), for browsers without scripts.
    private static let pixel: [UInt8] = [
        0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0x21, 0xF9, 4, 1, 0, 0, 0, 0,
        0x2C,
        0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 0x44, 0, 0x3B,
    ]

    private struct Asked {
        let creative: Creative.ID
        /// As it stands in the address.
        let creativeText: String
        let offer: String
    }

    private let creatives: CreativeStore
    private let letters: LetterOffers
    private let ledger: OfferLedger
    private let judge: HitJudge
    private let why: WhyPage
    private let clock: any WallClock
    private let isBehindProxy: Bool
    private let allowsFrames: @Sendable () -> Bool

    /// - Parameters:
    ///   - letters: What knows clicks that come from mails.
    ///   - allowsFrames: Whether the site allows frames of third parties now.
    package init(
        creatives: CreativeStore, letters: LetterOffers, ledger: OfferLedger, judge: HitJudge, why: WhyPage,
        clock: any WallClock,
        isBehindProxy: Bool, allowsFrames: @escaping @Sendable () -> Bool
    ) {
        self.creatives = creatives
        self.letters = letters
        self.ledger = ledger
        self.judge = judge
        self.why = why
        self.clock = clock
        self.isBehindProxy = isBehindProxy
        self.allowsFrames = allowsFrames
    }

    package func add(to router: Router<ReaderContext>) {
        let path = { (part: OfferAddresses.Part) in RouterPath("/ad/\(part.rawValue)/:creative/:offer") }
        router.get(path(.view)) { request, context in try await seen(request, context, isPicture: true) }
        router.post(path(.view)) { request, context in try await seen(request, context, isPicture: false) }
        router.get(path(.click)) { request, context in try await clicked(request, context) }
        router.get(RouterPath("\(LetterAddresses.start)/:creative/**")) { request, context in
            try await followed(request, context)
        }
        router.get(path(.frame)) { request, context in try await frame(request, context) }
        router.get(RouterPath("/ad/\(OfferAddresses.Part.why.rawValue)/:creative")) { request, context in
            try await explanation(request, context)
        }
    }

    private func seen(_ request: Request, _ context: ReaderContext, isPicture: Bool) async throws -> Response {
        let asked = try Self.asked(context)
        await write(.view, asked, request, context)
        guard isPicture else { return Self.response(Response(status: .noContent)) }
        let body = ResponseBody(byteBuffer: ByteBuffer(bytes: Self.pixel))
        return Self.response(Response(status: .ok, headers: [.contentType: "image/gif"], body: body))
    }

    private func clicked(_ request: Request, _ context: ReaderContext) async throws -> Response {
        let asked = try Self.asked(context)
        let creative = try await creatives.creative(asked.creative)
        // Also what counts for nothing is written down, and then sent on: to where the advertiser said, and nowhere else.
        await write(.click, asked, request, context)
        guard let creative, creative.tag == nil else { throw Self.unknown }
        return Self.response(
            Response(status: .found, headers: [.location: RedirectFields.location(creative.destination)]))
    }

    /// A click in a mail, which has the same address for everybody: it is an offer of its own, made now.
    private func followed(_ request: Request, _ context: ReaderContext) async throws -> Response {
        guard let id = Creative.ID(context.parameters.get("creative") ?? ""),
            let creative = try await creatives.creative(id), creative.place == .newsletter
        else { throw Self.unknown }
        let page = "/" + context.parameters.getCatchAll().joined(separator: "/")
        // What never went out, such as a test, is sent on and counts for nothing.
        if let offer = try await letters.offer(of: id, in: page) {
            let now = clock.now()
            let visit = Visit(request, context, isBehindProxy: isBehindProxy)
            _ = await ledger.enter(
                Hit(
                    .click, offer: offer, creative: id.description, at: now,
                    fault: letters.judge.fault(of: visit, .click, of: id, at: now)))
        }
        return Self.response(
            Response(status: .found, headers: [.location: RedirectFields.location(creative.destination)]))
    }

    /// Returns once it is durable; if it can’t be written, the reader goes on all the same, and nobody pays.
    private func write(_ event: OfferEvent, _ asked: Asked, _ request: Request, _ context: ReaderContext) async {
        let now = clock.now()
        let visit = Visit(request, context, isBehindProxy: isBehindProxy)
        _ = await ledger.enter(
            Hit(
                event, offer: asked.offer, creative: asked.creativeText, at: now,
                fault: judge.fault(of: visit, event, of: asked.creative, at: now)))
    }

    private func frame(_ request: Request, _ context: ReaderContext) async throws -> Response {
        let asked = try Self.asked(context)
        guard let reviewed = try await creatives.reviewed(asked.creative) else { throw Self.unknown }
        let creative = reviewed.creative
        switch creative.content {
        case .html(let document):
            let click = OfferAddresses(creative: creative.id, offer: asked.offer).click
            return Self.document(CreativeFrame(document: document, click: click).html, CreativeFrame.fields)
        case .tag(let address):
            guard reviewed.mayBeShown, allowsFrames(), ThirdPartyFrame.isAsked(by: request.headers) else {
                throw Self.unknown
            }
            let frame = ThirdPartyFrame(address)
            return Self.document(frame.document, frame.fields)
        case .text, .picture, .pictureAndText: throw Self.unknown
        }
    }

    private static func document(_ html: String, _ fields: HTTPFields) -> Response {
        Response(status: .ok, headers: fields, body: .init(byteBuffer: ByteBuffer(string: html)))
    }

    private func explanation(_ request: Request, _ context: ReaderContext) async throws -> Response {
        guard let id = Creative.ID(context.parameters.get("creative") ?? ""),
            let creative = try await creatives.creative(id),
            let html = try await why.html(creative, referrer: request.headers[.referer])
        else { throw Self.unknown }
        var response = Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(bytes: html)))
        SecurityHeaders.apply(to: &response, allowsScripts: creative.tag != nil)
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private static let unknown = Problem(
        .notFound, slug: "advertisement-unknown", title: "There is no such advertisement",
        detail: "We never showed an advertisement with this address.")

    /// - Throws: ``Problem`` for what can’t be an address that this site gave out.
    private static func asked(_ context: ReaderContext) throws -> Asked {
        guard let text = context.parameters.get("creative"), let creative = Creative.ID(text),
            let offer = context.parameters.get("offer"), offer.utf8.count <= OfferSeal.longest
        else { throw unknown }
        return Asked(creative: creative, creativeText: text, offer: offer)
    }

    private static func response(_ bare: Response) -> Response {
        var response = bare
        for (name, value) in RedirectFields.all {
            guard let name = HTTPField.Name(name) else { continue }
            response.headers[name] = value
        }
        return response
    }
}
