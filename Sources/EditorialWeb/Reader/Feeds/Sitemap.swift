import HTTPSupport
import Kernel
import Markup

/// What search engines are told of the site's addresses (sitemaps.org, protocol 0.9).
enum Sitemap {
    /// The protocol's limit for one file.
    static let addressesPerFile = 50_000

    private static let namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"

    /// The list of files: the first holds the pages that are not articles, the others the articles.
    static func index(articles: Int, updated: Timestamp?, shell: any PageShell) -> Page {
        let files = 1 + (articles + addressesPerFile - 1) / addressesPerFile
        var xml = XMLWriter()
        xml.element("sitemapindex", ["xmlns": namespace]) { xml in
            for number in 1...files {
                xml.element("sitemap") { xml in
                    xml.element("loc", text: shell.address(of: .sitemap(number)))
                    if let updated { xml.element("lastmod", text: updated.rfc3339) }
                }
            }
        }
        return Page(bytes: xml.bytes, mediaType: .xml)
    }

    /// One file.
    static func file(_ addresses: [(route: Route, updated: Timestamp?)], shell: any PageShell) -> Page {
        var xml = XMLWriter()
        xml.element("urlset", ["xmlns": namespace]) { xml in
            for (route, updated) in addresses {
                xml.element("url") { xml in
                    xml.element("loc", text: shell.address(of: route))
                    if let updated { xml.element("lastmod", text: updated.rfc3339) }
                }
            }
        }
        return Page(bytes: xml.bytes, mediaType: .xml)
    }
}
