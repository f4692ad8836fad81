package import Database
package import Kernel

/// What one advertiser may see: what is theirs, and of everybody else’s nothing, not even that it is there.
package struct OwnAdvertising: Sendable {
    package let advertiser: Slug
    private let standings: DeliveryStandings
    private let reports: DeliveryReports
    private let creatives: CreativeStore
    private let invoices: InvoiceStore

    package init(of advertiser: Slug, database: any Database) {
        self.advertiser = advertiser
        standings = DeliveryStandings(database: database)
        reports = DeliveryReports(database: database)
        creatives = CreativeStore(database: database)
        invoices = InvoiceStore(database: database)
    }

    /// How their flights stand, those that run first.
    package func flights(at moment: Timestamp, in zone: Zone) async throws -> [FlightStanding] {
        try await standings.all(at: moment, in: zone).filter { $0.advertiser.partner == advertiser }
    }

    /// One of their flights, with what was delivered of it; `nil` when they have no such flight.
    package func flight(
        _ id: Flight.ID, at moment: Timestamp, in zone: Zone
    ) async throws -> (standing: FlightStanding, delivery: FlightDelivery, creatives: [ReviewedCreative])? {
        guard let standing = try await standings.standing(of: id, at: moment, in: zone),
            standing.advertiser.partner == advertiser,
            let delivery = try await reports.delivery(of: id, at: moment, in: zone)
        else { return nil }
        return (standing, delivery, try await creatives.reviewed(of: id))
    }

    /// How many creatives of a flight may wait for approval.
    package static let mostWaiting = 20

    /// Hands a creative in for one of their flights; readers see it once the business side has approved it.
    ///
    /// What is handed in twice, by its identifier, is taken once. The history tells which advertiser handed it in, and not who.
    ///
    /// - Parameter make: Makes the creative; isn’t called for one that is there.
    /// - Throws: ``Problem``: `notFound` when the flight or the identifier is somebody else’s, `conflict` when the flight is over or
    ///   too many wait, `invalid` with an error for each field that cannot be used.
    package func handIn(
        _ id: Creative.ID, for flight: Flight.ID, at moment: Timestamp, in zone: Zone,
        _ make: () async throws -> Creative
    ) async throws {
        guard let standing = try await standings.standing(of: flight, at: moment, in: zone),
            standing.advertiser.partner == advertiser
        else { throw Self.nothing }
        if let known = try await creatives.creative(id) {
            guard known.flight == flight else { throw Self.nothing }
            return
        }
        guard standing.state != .over else {
            throw Problem(
                .conflict, slug: "flight-over", title: "The flight is over", detail: "Nothing more of it is shown.")
        }
        let waiting = try await creatives.reviewed(of: flight).count { $0.review.state == .awaiting }
        guard waiting < Self.mostWaiting else {
            throw Problem(
                .conflict, slug: "creatives-waiting", title: "Many are waiting already",
                detail: "\(waiting) of this flight wait for approval. Hand in more when some were looked at.")
        }
        let creative = try await make()
        guard creative.id == id, creative.flight == flight else { throw Self.nothing }
        try await creatives.submit(
            creative, by: Signature(account: nil, name: "A contact of \(standing.advertiser.name)", at: moment))
    }

    private static let nothing = Problem(
        .notFound, slug: "not-found", title: "There is nothing at this address",
        detail: "It may have been deleted, or the address was mistyped.")

    /// Their invoices and credit notes, the latest first, without their lines.
    package func allInvoices() async throws -> [Invoice] {
        try await invoices.all().filter { $0.subject.advertiser == advertiser }
    }

    /// One of their invoices, with the one that it corrects; `nil` when they have no such invoice.
    package func invoice(_ id: Invoice.ID) async throws -> (invoice: Invoice, corrected: Invoice?)? {
        guard let invoice = try await invoices.invoice(id), invoice.subject.advertiser == advertiser else { return nil }
        guard let corrected = invoice.corrects else { return (invoice, nil) }
        return (invoice, try await invoices.invoice(corrected))
    }
}
