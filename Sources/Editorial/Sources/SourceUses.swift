package import Kernel

/// A source as the desk lists it.
package struct ListedSource: Sendable, Hashable {
    package let source: Source
    package let uses: SourceUseCount
    /// What checks of its address have shown; `nil` when it was never checked.
    package let health: AddressHealth?

    package init(source: Source, uses: SourceUseCount, health: AddressHealth?) {
        self.source = source
        self.uses = uses
        self.health = health
    }
}

/// Which sources a list shows.
package enum SourceFilter: String, Sendable, Hashable, CaseIterable {
    case all
    /// Those whose page is gone.
    case dead
    /// Those that couldn’t be got to for two weeks.
    case unreachable
    /// Those that nothing uses, and nothing ever did.
    case unused
}

/// How often a source is used.
package struct SourceUseCount: Sendable, Hashable {
    /// Published articles that cite it, by themselves or by what they show.
    package var articles: Int
    /// Facts whose present value it carries.
    package var facts: Int
    /// States of facts and of evaluations that it carries or once carried: as long as there is one, it stays.
    package var records: Int

    package init(articles: Int = 0, facts: Int = 0, records: Int = 0) {
        self.articles = articles
        self.facts = facts
        self.records = records
    }

    /// Whether the source can be deleted.
    package var isUnused: Bool { articles == 0 && facts == 0 && records == 0 }
}

/// Where a source is used.
package struct SourceUses: Sendable, Hashable {
    /// Published articles whose own text cites it, newest first.
    package let citing: [ArticleSummary]
    /// Published articles that show a fact or an evaluation which rests on it, newest first.
    package let showing: [ArticleSummary]
    /// Facts whose present value it carries, by label.
    package let facts: [Fact]
    package let count: SourceUseCount

    package init(citing: [ArticleSummary], showing: [ArticleSummary], facts: [Fact], count: SourceUseCount) {
        self.citing = citing
        self.showing = showing
        self.facts = facts
        self.count = count
    }
}
