import Database
import Kernel

/// Turns claims into rows of the ledger, in one transaction.
///
/// An event counts if one conditional update found the offer as it has to be: for this creative, in time, and without this
/// event. The row of the ledger and the tally of the flight are written with it.
struct OfferEntries {
    /// What is written of one claim.
    struct Entry: Sendable {
        let claim: Claim
        var outcome: Hit.Outcome
        var terms: Terms?
        var amount: Int64 = 0

        var countsForGoal: Bool { outcome == .counted && claim.hit.event == terms?.pricing.counts }

        var counted: OfferLedger.Counted? {
            guard let offer = claim.offer, let terms else { return nil }
            return OfferLedger.Counted(flight: terms.flight, made: offer.made, node: offer.node)
        }
    }

    /// On what terms a creative is shown.
    struct Terms: Sendable {
        let flight: Flight.ID
        let pricing: Pricing
        let budget: Money
        /// Whether what it shows is a frame of a third party.
        let isTag: Bool
        /// Whether it makes up for another flight, and costs nothing.
        let isFree: Bool
        var goal: Int? { pricing.goal(for: budget) }
    }

    private struct Subject: Hashable {
        let offer: Offer.ID
        let event: OfferEvent
    }

    private struct Source: Hashable, Comparable {
        let flight: Flight.ID
        let node: UInt32

        static func < (left: Self, right: Self) -> Bool { (left.flight, left.node) < (right.flight, right.node) }
    }

    /// Writes a batch, and tells what became of each claim.
    static func write(_ claims: [Claim], _ connection: any Connection) throws -> [Entry] {
        let terms = try terms(of: Set(claims.compactMap { $0.offer?.creative }), connection)
        var entries = claims.map { claim -> Entry in
            guard let offer = claim.offer else { return Entry(claim: claim, outcome: .forged) }
            guard let terms = terms[offer.creative] else { return Entry(claim: claim, outcome: .unknown) }
            let isForeign = terms.isTag && claim.hit.event == .click
            return Entry(claim: claim, outcome: claim.fault ?? (isForeign ? .notOurs : .repeated), terms: terms)
        }
        try insertOffers(entries, connection)
        for event in OfferEvent.allCases { try mark(event, &entries, connection) }
        try bill(&entries, connection)
        try insertEvents(entries, connection)
        return entries
    }

    private static func terms(
        of creatives: Set<Creative.ID>, _ connection: any Connection
    ) throws -> [Creative.ID: Terms] {
        var terms: [Creative.ID: Terms] = [:]
        for row in try connection.rows(
            """
            SELECT creative.id, creative.flight, frame, pricing, price, promised, budget, currency, makes_good
            FROM creative JOIN flight ON flight.id = creative.flight JOIN campaign ON campaign.id = flight.campaign
                LEFT JOIN make_good ON make_good.flight = flight.id
            WHERE creative.id IN \(list: creatives.sorted())
            """)
        {
            let currency = try Currency(column: row.value("currency"))
            terms[try row.value("id")] = try Terms(
                flight: row.value("flight"), pricing: Pricing(row: row, currency),
                budget: Money(micros: row.value("budget"), currency),
                isTag: row.value("frame", as: String?.self) != nil,
                isFree: row.value("makes_good", as: String?.self) != nil)
        }
        return terms
    }

    /// An offer has a row from its first event on; in a fixed order, so that two servers don’t wait for each other.
    private static func insertOffers(_ entries: [Entry], _ connection: any Connection) throws {
        var known: [Offer.ID: Offer] = [:]
        for entry in entries where entry.terms != nil {
            if let offer = entry.claim.offer { known[offer.id] = offer }
        }
        let rows = known.values.sorted { $0.id < $1.id }.map { offer in
            [
                offer.id.databaseValue, offer.creative.databaseValue, offer.end(of: .view).databaseValue,
                offer.end(of: .click).databaseValue,
            ]
        }
        try connection.insert(rows, by: offers)
    }

    /// The conditional update: of all claims of an event, finds those that are the first and come in time.
    private static func mark(_ event: OfferEvent, _ entries: inout [Entry], _ connection: any Connection) throws {
        var firsts: [Offer.ID: Int] = [:]
        for (index, entry) in entries.enumerated() where entry.claim.hit.event == event && entry.claim.fault == nil {
            guard entry.outcome != .notOurs, entry.terms != nil, let offer = entry.claim.offer, firsts[offer.id] == nil
            else { continue }
            firsts[offer.id] = index
        }
        let rows = firsts.sorted { $0.key < $1.key }.compactMap { id, index -> [Value]? in
            guard let offer = entries[index].claim.offer else { return nil }
            return [id.databaseValue, offer.creative.databaseValue, entries[index].claim.hit.at.databaseValue]
        }
        let (seen, end): (SQL, SQL) = event == .view ? ("viewed", "view_by") : ("clicked", "click_by")
        try connection.inParts(rows) { values in
            let marked = try connection.rows(
                """
                WITH hit (hit_offer, hit_creative, hit_at) AS (VALUES \(values))
                UPDATE offer SET \(seen) = hit_at FROM hit
                WHERE id = hit_offer AND creative = hit_creative AND \(seen) IS NULL AND \(end) >= hit_at
                RETURNING id
                """)
            for row in marked {
                if let index = firsts[try row.value("id")] { entries[index].outcome = .counted }
            }
        }
    }

    /// Adds what was counted to the tallies; what a flight’s budget doesn’t reach for is not billed.
    private static func bill(_ entries: inout [Entry], _ connection: any Connection) throws {
        let flights = Set(entries.filter { $0.outcome == .counted }.compactMap(\.terms?.flight))
        guard !flights.isEmpty else { return }
        var counted = try FlightTally.counted(flights.sorted(), connection)
        var added: [Source: FlightTally.Counts] = [:]
        for index in entries.indices where entries[index].outcome == .counted {
            let event = entries[index].claim.hit.event
            guard let terms = entries[index].terms, let offer = entries[index].claim.offer else { continue }
            if event == terms.pricing.counts, let goal = terms.goal,
                goal <= counted[terms.flight, default: .init()][event]
            {
                entries[index].outcome = .beyondBudget
                continue
            }
            counted[terms.flight, default: .init()][event] += 1
            added[Source(flight: terms.flight, node: offer.node.value), default: .init()][event] += 1
            entries[index].amount = terms.isFree ? 0 : terms.pricing.micros(for: event)
        }
        for (source, counts) in added.sorted(by: { $0.key < $1.key }) {
            try FlightTally.add(counts, to: source.flight, node: NodeNumber(source.node), connection)
        }
    }

    private static func insertEvents(_ entries: [Entry], _ connection: any Connection) throws {
        let rows = entries.map { entry -> [Value] in
            let hit = entry.claim.hit
            // Of an offer whose creative is gone there is no row to point at.
            let offer = entry.terms == nil ? nil : entry.claim.offer
            return [
                Identifier<Hit>(at: hit.at).databaseValue, offer?.id.databaseValue ?? .null, hit.event.databaseValue,
                offer?.creative.databaseValue ?? .null, entry.terms?.flight.databaseValue ?? .null,
                offer?.place.databaseValue ?? .null, offer?.page.databaseValue ?? .null,
                offer?.node.databaseValue ?? .null, hit.at.databaseValue, entry.outcome.databaseValue,
                .integer(entry.amount), entry.terms?.budget.currency.code.databaseValue ?? .null,
            ]
        }
        try connection.insert(rows, by: events)
    }

    private static let offers = Insertion(
        into: "offer", ["id", "creative", "view_by", "click_by"], onConflict: "ON CONFLICT (id) DO NOTHING")
    private static let events = Insertion(
        into: "offer_event",
        [
            "id", "offer", "event", "creative", "flight", "place", "page", "node", "at", "outcome", "amount",
            "currency",
        ])
}
