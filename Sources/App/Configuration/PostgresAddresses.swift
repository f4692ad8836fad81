/// Where the stores are on PostgreSQL: all at one address, or some at addresses of their own.
///
/// With an address for each, and so a role for each, the server itself refuses the editorial side a look at a commercial
/// table, whatever the program does.
package struct PostgresAddresses: Sendable, Hashable {
    /// For the stores that have no address of their own.
    let shared: String
    /// By the store's name.
    let own: [String: String]

    package init(shared: String, own: [String: String] = [:]) {
        self.shared = shared
        self.own = own
    }

    func address(of store: String) -> String { own[store] ?? shared }

    /// Whether this looks like something that libpq can connect to.
    static func isAddress(_ text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") || text.contains("=")
    }
}
