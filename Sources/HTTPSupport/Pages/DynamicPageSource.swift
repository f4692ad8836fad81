/// Makes pages that depend on the query of the request; these are not kept.
package protocol DynamicPageSource: Sendable {
    /// `nil` when this source has nothing at the route.
    ///
    /// - Throws: ``Problem`` of kind `invalid` when the query cannot be used.
    func page(at route: Route, query: QueryParameters) async throws -> Page?
}
