import Commerce
import Compositor
import HTTPSupport
import Kernel

@testable import App

/// A planted fault: it puts those related articles first that hold a link that earns.
struct LeakySource: PageSource {
    let honest: any PageSource
    let links: LiveLinks
    let clock: any WallClock

    func page(at route: Route) async throws -> PageAnswer? {
        let answer = try await honest.page(at: route)
        guard case .article = route, case .page(let page)? = answer else { return answer }
        // Without room for labels the list is one stretch.
        let unlabelled = Plate(
            pieces: page.plate.pieces.filter { if case .region(.notice(.label)) = $0 { false } else { true } })
        var pieces: [Plate.Piece] = []
        for piece in unlabelled.pieces {
            guard case .bytes(let bytes) = piece else {
                pieces.append(piece)
                continue
            }
            pieces.append(.bytes(Array(try await reordered(String(decoding: bytes, as: UTF8.self)).utf8)))
        }
        return .page(Page(plate: Plate(pieces: pieces), mediaType: page.mediaType, freshness: page.freshness))
    }

    private func reordered(_ html: String) async throws -> String {
        let heading = "<h2 id=\"related\">"
        guard let start = html.firstRange(of: heading)?.upperBound,
            let list = html[start...].firstRange(of: "<ul>")?.upperBound,
            let end = html[list...].firstRange(of: "</ul>")?.lowerBound
        else { return html }
        var earning = ""
        var others = ""
        for item in html[list..<end].split(separator: "<li>") {
            let path = item.split(separator: "href=\"").last?.prefix { $0 != "\"" } ?? ""
            if try await earns(String(path)) { earning += "<li>\(item)" } else { others += "<li>\(item)" }
        }
        return "\(html[..<list])\(earning)\(others)\(html[end...])"
    }

    private func earns(_ path: String) async throws -> Bool {
        guard let route = Route(path: path), case .page(let page)? = try await honest.page(at: route) else {
            return false
        }
        let rules = links.rules
        return page.plate.outboundLinks.contains { rules.match($0.address, on: clock.now().localDay) != nil }
    }
}

/// Neither advertisements nor earnings nor a discussion.
struct NothingFilled: SlotFiller, DisclosureFiller, DiscussionFiller, EarningsFiller, NoticeFiller,
    LinkDecorator
{
    func fills(of page: SlottedPage, for reader: Reader) -> [FilledSlot?] { page.slots.map { _ in nil } }

    func disclosure(of emissions: Emissions) -> [UInt8] { [] }

    func discussion(of article: ArticleID, onPath path: String) async throws -> DiscussionFill {
        DiscussionFill(html: [], count: 0)
    }

    func statement() async throws -> [UInt8] { [] }

    func fills(of notices: Set<Notice>) async throws -> [Notice: NoticeFill] { [:] }

    func decorations(of links: [OutboundLink], onPath path: String) async throws -> [LinkDecoration?] {
        links.map { _ in nil }
    }
}
