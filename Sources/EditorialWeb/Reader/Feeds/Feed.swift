import Editorial
import HTTPSupport
import Kernel
import Markup

/// The latest articles for feed readers, in the three formats that they know.
struct Feed {
    static let length = 20

    /// Newest first.
    let entries: [FeedEntry]
    let shell: any PageShell

    private var title: String { shell.site.name }

    private var updated: Timestamp { entries.map(\.article.updated).max() ?? Timestamp(milliseconds: 0) }

    private func address(of entry: FeedEntry) -> String { shell.address(of: entry.route) }

    /// A name that outlives a change of the article's address (RFC 4151 is not needed: a UUID is a URN by RFC 9562).
    private func identifier(of entry: FeedEntry) -> String { "urn:uuid:\(entry.article.id)" }

    /// RSS 2.0 with the link to itself that the RSS Best Practices Profile asks for.
    var rss: Page {
        var xml = XMLWriter()
        xml.element(
            "rss",
            [
                "version": "2.0", "xmlns:atom": "http://www.w3.org/2005/Atom",
                "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
                "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            ]
        ) { xml in
            xml.element("channel") { xml in
                xml.element("title", text: title)
                xml.element("link", text: shell.address(of: .front))
                xml.element("description", text: shell.site.description)
                xml.element("language", text: shell.site.language)
                xml.element("lastBuildDate", text: updated.httpDate)
                xml.empty(
                    "atom:link",
                    ["rel": "self", "href": shell.address(of: .rss), "type": "application/rss+xml"])
                for entry in entries {
                    xml.element("item") { xml in
                        xml.title(entry.article.title, ofArticle: entry.route.path)
                        xml.element("link", text: address(of: entry))
                        xml.element("guid", ["isPermaLink": "false"], text: identifier(of: entry))
                        xml.element("pubDate", text: entry.article.published.httpDate)
                        for author in entry.authors { xml.element("dc:creator", text: author.name) }
                        for topic in entry.topics { xml.element("category", text: topic.name) }
                        xml.element("description", html: entry.summary)
                        xml.element("content:encoded", html: entry.text(on: shell))
                    }
                }
            }
        }
        return Page(plate: xml.plate, mediaType: .rss)
    }

    /// Atom (RFC 4287).
    var atom: Page {
        var xml = XMLWriter()
        xml.element("feed", ["xmlns": "http://www.w3.org/2005/Atom", "xml:lang": shell.site.language]) { xml in
            xml.element("id", text: shell.address(of: .front))
            xml.element("title", text: title)
            xml.element("subtitle", text: shell.site.tagline)
            xml.element("updated", text: updated.rfc3339)
            xml.element("author") { $0.element("name", text: shell.site.publisher) }
            xml.empty("link", ["rel": "self", "href": shell.address(of: .atom), "type": "application/atom+xml"])
            xml.empty("link", ["rel": "alternate", "href": shell.address(of: .front), "type": "text/html"])
            for entry in entries {
                xml.element("entry") { xml in
                    xml.element("id", text: identifier(of: entry))
                    xml.title(entry.article.title, ofArticle: entry.route.path)
                    xml.empty("link", ["rel": "alternate", "href": address(of: entry), "type": "text/html"])
                    xml.element("published", text: entry.article.published.rfc3339)
                    xml.element("updated", text: entry.article.updated.rfc3339)
                    for author in entry.authors {
                        xml.element("author") { xml in
                            xml.element("name", text: author.name)
                            xml.element("uri", text: shell.address(of: .person(author.slug)))
                        }
                    }
                    for topic in entry.topics {
                        xml.empty("category", ["term": topic.slug.description, "label": topic.name])
                    }
                    xml.element("summary", ["type": "html"], html: entry.summary)
                    xml.element("content", ["type": "html"], html: entry.text(on: shell))
                }
            }
        }
        return Page(plate: xml.plate, mediaType: .atom)
    }

    /// JSON Feed 1.1.
    var json: Page {
        let plate = JSONPlate.object { json in
            json.member("version", "https://jsonfeed.org/version/1.1")
            json.member("title", .string(title))
            json.member("home_page_url", .string(shell.address(of: .front)))
            json.member("feed_url", .string(shell.address(of: .jsonFeed)))
            json.member("description", .string(shell.site.description))
            json.member("language", .string(shell.site.language))
            json.member("authors", .array([.object(["name": .string(shell.site.publisher)])]))
            json.member("items", objects: entries, write)
        }
        return Page(plate: plate, mediaType: .jsonFeed)
    }

    private func write(_ entry: FeedEntry, into item: inout JSONPlate) {
        item.member("id", .string(identifier(of: entry)))
        item.member("url", .string(address(of: entry)))
        item.title(entry.article.title, ofArticle: entry.route.path)
        item.member("summary", .string(entry.answer))
        item.member("content_html", html: entry.text(on: shell))
        item.member("date_published", .string(entry.article.published.rfc3339))
        item.member("date_modified", .string(entry.article.updated.rfc3339))
        item.member(
            "authors",
            .array(
                entry.authors.map {
                    .object(["name": .string($0.name), "url": .string(shell.address(of: .person($0.slug)))])
                }))
        item.member("tags", .strings(entry.topics.map(\.name)))
    }
}
