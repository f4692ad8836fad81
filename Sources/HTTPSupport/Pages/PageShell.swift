package import Kernel
package import Markup

/// What a page tells about itself outside its content.
package struct PageHead: Sendable {
    /// The page's own title; the shell adds the site's name.
    package var title: String
    /// Plain text for search engines and previews.
    package var description: String
    package var route: Route
    /// Whether search engines may list it.
    package var isListed = true
    /// The page that search engines should know in place of this one.
    package var canonical: Route?
    /// What follows that page’s path, such as `?page=2`.
    package var canonicalQuery = ""
    /// OpenGraph's kind of object.
    package var openGraphType = "website"
    /// Further OpenGraph properties, such as `article:published_time`.
    package var openGraph: [(property: String, content: String)] = []
    /// What stands for the page in previews elsewhere; the site's card when it is `nil`.
    package var picture: Picture?
    /// Feeds beside the site’s own, as Atom.
    package var feeds: [(name: String, route: Route)] = []
    /// Structured data (JSON-LD), one object each.
    package var structuredData: [JSONValue] = []
    /// The section that the navigation shows as the current one.
    package var section: Slug?
    /// What an advertiser may ask the page to be about; the language is the site’s.
    package var subject = PageSubject()
    /// The path of the article that the title names, on the article’s own page.
    package var article: String?
    /// What stands in the search field.
    package var query = ""

    /// An image that stands for a page.
    package struct Picture: Sendable, Hashable {
        package let route: Route
        /// In pixels.
        package let width: Int
        package let height: Int
        /// What it shows.
        package let alternative: String

        package init(route: Route, width: Int, height: Int, alternative: String) {
            self.route = route
            self.width = width
            self.height = height
            self.alternative = alternative
        }
    }

    /// Whether all that it says is paid for by advertisers; it begins with its disclosure.
    package var isAdvertisement = false
    /// How the page is set.
    package var layout = PageLayout.single

    package init(title: String, description: String, route: Route) {
        self.title = title
        self.description = description
        self.route = route
    }
}

/// The two ways in which a page is set.
package enum PageLayout: String, Sendable {
    /// One column, without advertising.
    case single
    /// A column of text with a rail beside it, a disclosure above, and slots.
    case withRail = "with-rail"
}

/// Sets a page's content between what all pages of the site share.
package protocol PageShell: Sendable {
    /// Where the site stands, without a slash at the end, such as `https://www.example.org`.
    var origin: String { get }

    var site: SiteIdentity { get }

    /// Writes a whole document.
    func write(_ head: PageHead, into html: inout HTMLWriter, content: (inout HTMLWriter) -> Void)
}

extension PageShell {
    /// The absolute address of a route.
    package func address(of route: Route) -> String { origin + route.path }

    /// Writes a whole document and leaves its regions open.
    package func page(_ head: PageHead, content: (inout HTMLWriter) -> Void) -> Page {
        var html = HTMLWriter()
        write(head, into: &html, content: content)
        let subject = PageSubject(
            section: head.subject.section ?? head.section, topics: head.subject.topics, kind: head.subject.kind,
            language: head.subject.language ?? LanguageTag(site.language))
        return Page(plate: html.plate(about: subject))
    }
}

extension HTMLWriter {
    /// Leaves a region of the plate open.
    package mutating func region(_ region: Region) { mark(region) }

    /// Writes pieces of a plate, with their regions.
    package mutating func pieces(_ pieces: [Plate.Piece]) {
        for piece in pieces {
            switch piece {
            case .bytes(let bytes): raw(bytes)
            case .region(let region): mark(region)
            }
        }
    }

    /// What was written, with its regions open.
    package var plate: Plate { plate(about: PageSubject()) }

    /// What was written, with its regions open, and what it is about.
    package func plate(about subject: PageSubject) -> Plate {
        var pieces: [Plate.Piece] = []
        var start = 0
        for mark in marks {
            guard let region = mark.content as? Region else { continue }
            pieces.append(.bytes(Array(bytes[start..<mark.offset])))
            pieces.append(.region(region))
            start = mark.offset
        }
        pieces.append(.bytes(Array(bytes[start...])))
        return Plate(pieces: pieces, subject: subject)
    }
}
