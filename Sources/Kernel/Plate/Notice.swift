/// What depends on who pays, or on readers, and has to be said at a place of a page.
package enum Notice: Sendable, Hashable {
    /// What pays for the site, in a sentence or two.
    case funding
    /// That an article is an advertisement as a whole, at its heading and wherever it is listed; known by its path.
    case label(of: String)
    /// Whether those whose products are compared belong together with the publisher; known by the products’ addresses.
    case independence(of: [String])
    /// How many comments stand under an article, known also by its path.
    case comments(under: ArticleID, at: String)
}

/// The bytes with which a title begins, where no comment could stand: `<title>`, or a member of a JSON object.
package struct TitleOpening: Sendable, Hashable {
    /// The path of the article that the title names.
    package let article: String
    /// As it stands in the document.
    package let opening: String

    package init(article: String, opening: String) {
        self.article = article
        self.opening = opening
    }
}

/// What a notice came to.
package struct NoticeFill: Sendable, Hashable {
    /// HTML; empty when there is nothing to say.
    package let html: [UInt8]
    /// The same for a title, in letters, digits, spaces and colons alone; empty when there is nothing to say.
    package let text: String

    package init(html: [UInt8], text: String = "") {
        self.html = html
        self.text = text
    }

    package static let nothing = NoticeFill(html: [])
}

/// Says what depends on who pays.
package protocol NoticeFiller: Sendable {
    /// Decides when a page is prepared, off the event loop, so it may wait; what is left out says nothing.
    func fills(of notices: Set<Notice>) async throws -> [Notice: NoticeFill]
}
