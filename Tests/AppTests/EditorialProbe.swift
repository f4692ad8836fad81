import Commerce
import CommerceWeb
import Compositor
import Editorial
import HTTPSupport
import HTTPTypes
import Hummingbird
import RouterTestSupport

@testable import App

/// What a site answers to readers, less everything commercial.
struct EditorialProbe {
    /// What may not depend on commercial data.
    struct Seen: Hashable {
        let status: Int
        /// The entity tag’s part that names the editorial state.
        let name: String
        /// SHA-256 of the editorial bytes, order included.
        let digest: String
    }

    private let asker: OfficeAsker

    /// - Parameter library: Another than the site’s own.
    init(_ site: Site, _ stores: Stores, library: PageLibrary? = nil) {
        let metrics = PrometheusMetrics()
        let router = SiteRouter(
            site, databases: stores.all, metrics: metrics, observer: RequestRecorder(metrics: metrics, log: nil),
            library: library)
        asker = OfficeAsker(responder: router.router.buildResponder())
    }

    /// - Returns: What may not change, and the page with everything on it.
    func ask(_ path: String) async throws -> (seen: Seen, page: [UInt8]) {
        let answer = try await asker.ask("GET \(path)", as: nil, [.accept: "text/html"])
        let tag = answer.headers[.eTag] ?? ""
        let name = tag.dropFirst(3).prefix { $0 != "." && $0 != "\"" }
        let page = Array(answer.text.utf8)
        let editorial = try Erasure.erase(page)
        return (Seen(status: answer.status, name: String(name), digest: Erasure.digest(of: editorial)), page)
    }

    /// Everything that readers can ask for, but for the page of the partners and what leads away: what the sitemaps list,
    /// histories, feeds, searches, pages of lists, files and what isn’t there.
    func paths() async throws -> [String] {
        var paths = [
            "/feed.xml", "/atom.xml", "/feed.json", "/sitemap.xml", "/robots.txt", "/search", "/search?q=kilogram",
            "/search?q=how", "/search?q=korea", "/search?q=telescop", "/search?q=qqzzxxyy", "/no-such-page",
            "/topics/no-such-topic", "/assets/broadsheet.css", "/assets/favicon.svg",
        ]
        for number in 1...2 {
            let sitemap = String(decoding: try await ask("/sitemap-\(number).xml").page, as: UTF8.self)
            paths.append("/sitemap-\(number).xml")
            paths += sitemap.split(separator: "<loc>https://quarto.example").dropFirst()
                .compactMap { $0.split(separator: "</loc>").first.map(String.init) }
        }
        for case .article(let slug)? in paths.map({ Route(path: $0) }) {
            paths += [Route.articleHistory(slug).path, Route.articleVersion(slug, 1).path]
        }
        return paths.filter { $0 != "/partners" }
    }

    /// Everything, as it is now.
    func everything() async throws -> [String: Seen] {
        var seen: [String: Seen] = [:]
        for path in try await paths() { seen[path] = try await ask(path).seen }
        return seen
    }
}
