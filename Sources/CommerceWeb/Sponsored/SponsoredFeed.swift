import Commerce
import HTTPSupport
import Kernel
import Markup

/// The sponsored articles of the day for feed readers (RSS 2.0), labelled in each title.
struct SponsoredFeed {
    let shown: [ShownSponsoredArticle]
    let profile: DisclosureProfile
    let shell: any PageShell

    var page: Page {
        var xml = XMLWriter()
        xml.element("rss", ["version": "2.0", "xmlns:atom": "http://www.w3.org/2005/Atom"]) { xml in
            xml.element("channel") { xml in
                xml.element(
                    "title",
                    text: SponsoredWording.title("Sponsored articles on \(shell.site.name)", by: profile))
                xml.element("link", text: shell.address(of: .sponsoredArticles))
                xml.element(
                    "description",
                    text: "Advertisements of the length of an article; none of them is one of our articles.")
                xml.element("language", text: shell.site.language)
                xml.empty(
                    "atom:link",
                    ["rel": "self", "href": shell.address(of: .sponsoredFeed), "type": "application/rss+xml"])
                for item in shown { write(item, into: &xml) }
            }
        }
        return Page(plate: xml.plate, mediaType: .rss)
    }

    private func write(_ shown: ShownSponsoredArticle, into xml: inout XMLWriter) {
        let address = shell.address(of: .sponsored(shown.article.slug))
        xml.element("item") { xml in
            xml.element("title", text: SponsoredWording.title(shown.article.title, by: profile))
            xml.element("link", text: address)
            xml.element("guid", ["isPermaLink": "false"], text: "urn:uuid:\(shown.article.id)")
            if let published = shown.article.published { xml.element("pubDate", text: published.httpDate) }
            xml.element(
                "description",
                html: [
                    .region(.itemDisclosure),
                    .region(.advertisement(PaidMatter(advertiser: shown.payer, html: summary(of: shown, at: address)))),
                ])
        }
    }

    private func summary(of shown: ShownSponsoredArticle, at address: String) -> [UInt8] {
        var html = HTMLWriter()
        html.element(.p, text: shown.article.summary)
        html.element(.p) { $0.element(.a, .href(address), .rel("sponsored"), text: "Read the advertisement") }
        return html.bytes
    }
}
