package import HTTPSupport
import HTTPTypes
package import Hummingbird
package import Kernel
import Markup
import NIOCore

/// Tells a reader's browser what stands in the slots of a page that was the same for everybody.
package struct SlotController: Sendable {
    private let slots: AdvertisementSlots
    private let sight: ReaderSight
    private let page: @Sendable (String) async throws -> SlottedPage?

    /// - Parameter page: The slots of the page at a path; `nil` when there is none.
    package init(
        slots: AdvertisementSlots, sight: ReaderSight, page: @escaping @Sendable (String) async throws -> SlottedPage?
    ) {
        self.slots = slots
        self.sight = sight
        self.page = page
    }

    package func add(to router: Router<ReaderContext>) {
        router.get("/ad/slots") { request, context in
            let query = try QueryParameters(of: request)
            let path = query["page"] ?? ""
            guard path.utf8.count <= 1000, let page = try await page(path) else {
                throw Problem(
                    .notFound, slug: "page-unknown", title: "There is no such page",
                    detail: "Say in “page” which page of this site has the slots.")
            }
            var response = Response(
                status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
                body: .init(
                    byteBuffer: ByteBuffer(
                        bytes: paid(
                            on: page, for: reader(of: request, context, wantsFrames: query["frames"] != "no")))))
            SecurityHeaders.apply(to: &response)
            response.headers[.cacheControl] = "no-store"
            return response
        }
    }

    /// - Parameter wantsFrames: Whether the reader’s browser doesn’t know of a wish to be asked no more.
    private func reader(of request: Request, _ context: ReaderContext, wantsFrames: Bool) -> Reader {
        let reader = sight.reader(of: ReadyRequest(request, context))
        guard !wantsFrames else { return reader }
        return Reader(device: reader.device, country: reader.country, allowsFrames: false)
    }

    /// The HTML by place, of those that somebody pays for.
    private func paid(on page: SlottedPage, for reader: Reader) -> [UInt8] {
        let members = zip(page.slots, slots.paid(on: page, for: reader)).compactMap {
            slot, filled in
            filled.map { filled in
                JSONValue.Member(
                    name: slot.place.rawValue,
                    value: .string(
                        filled.fill.segments.map { String(decoding: $0, as: UTF8.self) }.joined(separator: filled.offer)
                    ))
            }
        }
        return JSONValue.object(members).bytes
    }
}
