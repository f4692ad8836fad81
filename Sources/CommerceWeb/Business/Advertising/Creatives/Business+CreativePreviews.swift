import Commerce
import HTTPSupport
import Kernel
import Markup

extension Business {
    func creativePreview(_ request: StaffRequest) async throws -> StaffAnswer {
        let creative = try await knownCreative(request).creative
        guard let booked = try await advertising.booked.flight(creative.flight) else { throw StaffRequest.nothingHere }
        let page = CreativePreviewPage(
            creative: creative, booked: booked, isDark: request.query["look"] == "dark")
        return .page(page.page)
    }

    /// A whole page of the site with the creative in its slot.
    func creativePreviewPage(_ request: StaffRequest) async throws -> StaffAnswer {
        let creative = try await knownCreative(request).creative
        let here = OfficeRoute.creativePreviewPage(creative.id.description).path
        var html = HTMLWriter()
        html.element(.div, .id("ad")) { html in
            // A click leads nowhere, and nothing is counted.
            let nowhere = "\(here)#ad"
            if creative.place == .newsletter, case .text(let headline, let text) = creative.content {
                html.raw(LetterMarkup.offer(headline, text, leadingTo: nowhere, why: nowhere).html.utf8)
                return
            }
            AdvertisementMarkup.write(
                creative,
                links: .init(
                    click: nowhere, view: nil, why: nowhere,
                    frame: OfficeRoute.creativePreviewDocument(creative.id.description).path),
                to: &html)
        }
        guard let document = try await advertising.preview(creative.place, html.bytes) else {
            return .preview(Self.nothingToShow)
        }
        // A mail has its styles within it.
        return creative.place.isOnPages ? .preview(document) : .framed(document)
    }

    /// A creative that is a document, for its frame.
    func creativePreviewDocument(_ request: StaffRequest) async throws -> StaffAnswer {
        guard case .html(let document) = try await knownCreative(request).creative.content else {
            throw StaffRequest.nothingHere
        }
        return .framed(Array(CreativeFrame(document: document, click: request.path).html.utf8))
    }

    private static var nothingToShow: [UInt8] {
        var html = HTMLWriter()
        html.doctype()
        html.element(.html, .lang("en-GB")) { html in
            html.element(.head) { html in
                html.void(.meta, .charset("utf-8"))
                html.element(.title, text: "Nothing yet")
                html.void(.meta, .name("color-scheme"), .content("light dark"))
            }
            html.element(.body) { html in
                html.element(
                    .p,
                    text: "Nothing was published yet. Once something was, the creative can be seen in its slot here.")
            }
        }
        return html.bytes
    }
}
