package import Commerce

/// What the pages of earnings read and write.
package struct EarningStores: Sendable {
    let store: EarningStore
    let reports: EarningReports
    let unmatched: UnmatchedEarningStore
    let reconciliation: ReconciliationStore
    let secrets: PostbackSecretStore
    let origin: String
    let postbackRefusals: @Sendable () -> Int

    /// - Parameters:
    ///   - origin: Where networks find the site, without a slash at the end.
    ///   - postbackRefusals: How many postbacks were refused for their signature since the server started.
    package init(
        store: EarningStore, reports: EarningReports, unmatched: UnmatchedEarningStore,
        reconciliation: ReconciliationStore, secrets: PostbackSecretStore, origin: String,
        postbackRefusals: @escaping @Sendable () -> Int
    ) {
        self.store = store
        self.reports = reports
        self.unmatched = unmatched
        self.reconciliation = reconciliation
        self.secrets = secrets
        self.origin = origin
        self.postbackRefusals = postbackRefusals
    }
}
