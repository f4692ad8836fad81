import Database
import Kernel

extension LetterAdvertising {
    /// Of so many editions a report tells.
    static let mostRuns = 400

    /// In which editions a flight went out, the latest first.
    static func runs(of flight: Flight.ID, _ connection: any Connection) throws -> [LetterRun] {
        let runs = try connection.rows(
            """
            SELECT page, begun, letters FROM letter_run WHERE flight = \(flight)
            ORDER BY begun DESC, page LIMIT \(mostRuns)
            """)
        guard !runs.isEmpty else { return [] }
        let clicks = try connection.rows(
            """
            SELECT page, count(*) AS number FROM offer_event
            WHERE flight = \(flight) AND place = \(Slot.Place.newsletter) AND event = 'click' AND outcome = 'counted'
            GROUP BY page
            """
        ).reduce(into: [String: Int]()) { $0[try $1.value("page")] = try $1.value("number") }
        return try runs.map { row in
            let page = try row.value("page", as: String.self)
            return try LetterRun(
                page: page, begun: row.value("begun"), letters: row.value("letters"), clicks: clicks[page] ?? 0)
        }
    }
}
