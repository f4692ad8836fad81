/// What a site has of what it needs to publish a first article.
package struct Beginnings: Sendable, Hashable {
    package let sections: Int
    package let bylines: Int
    package let articles: Int

    package init(sections: Int, bylines: Int, articles: Int) {
        self.sections = sections
        self.bylines = bylines
        self.articles = articles
    }
}
