package import Commerce

/// What the business desk needs to know and do about the health of links.
package struct LinkChecks: Sendable {
    let store: CheckedLinkStore
    let inspector: LinkHealthInspector
    let stock: StockRuleStore
    let published: @Sendable () async throws -> [PublishedPage]

    /// - Parameter published: The published pages with their links.
    package init(
        store: CheckedLinkStore, inspector: LinkHealthInspector, stock: StockRuleStore,
        published: @escaping @Sendable () async throws -> [PublishedPage]
    ) {
        self.store = store
        self.inspector = inspector
        self.stock = stock
        self.published = published
    }
}
