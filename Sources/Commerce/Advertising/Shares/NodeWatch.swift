import Database

/// Tells which servers of the site run, by whether they go on counting; clocks may be set as they like.
struct NodeWatch: Sendable {
    private struct Seen {
        var beats: Int
        /// The pulse of this server at which the number last changed.
        var pulse: Int
    }

    /// A server beats once in so many pulses.
    static let beat = 4
    /// After so many pulses without a beat a server is taken for stopped.
    private static let patience = 20
    /// After so many its rows are removed.
    private static let memory = 2000

    private let node: NodeNumber
    private var pulse = 0
    private var seen: [NodeNumber: Seen] = [:]

    init(_ node: NodeNumber) { self.node = node }

    /// Whether it is time to tell the others that this server runs.
    var beats: Bool { pulse % Self.beat == 1 }

    /// Whether it is time to write down the traffic of a site without flights.
    var records: Bool { pulse % (30 * Self.beat) == 1 }

    /// Takes in what the others have counted.
    mutating func look(_ beats: [NodeNumber: Int]) {
        pulse += 1
        for (node, count) in beats where seen[node]?.beats != count { seen[node] = Seen(beats: count, pulse: pulse) }
        seen = seen.filter { beats[$0.key] != nil }
    }

    /// With this one.
    var running: Set<NodeNumber> {
        Set(seen.filter { pulse - $0.value.pulse < Self.patience }.keys).union([node])
    }

    var forgotten: [NodeNumber] { seen.filter { pulse - $0.value.pulse > Self.memory }.map(\.key) }

    static func read(_ connection: any Connection) throws -> [NodeNumber: Int] {
        var beats: [NodeNumber: Int] = [:]
        for row in try connection.rows("SELECT node, beats FROM advertising_node") {
            beats[try row.value("node")] = try row.value("beats")
        }
        return beats
    }

    /// Beats, and removes those that stopped long ago.
    static func write(_ node: NodeNumber, forgetting: [NodeNumber], _ connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO advertising_node (node, beats) VALUES (\(node), 1)
            ON CONFLICT (node) DO UPDATE SET beats = advertising_node.beats + 1
            """)
        for node in forgetting { try remove(node, connection) }
    }

    /// Gives back all that a server holds.
    static func remove(_ node: NodeNumber, _ connection: any Connection) throws {
        try connection.execute("DELETE FROM flight_share WHERE node = \(node)")
        try connection.execute("DELETE FROM advertising_node WHERE node = \(node)")
    }
}
