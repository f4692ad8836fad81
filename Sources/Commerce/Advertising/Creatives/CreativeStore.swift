package import Database
import Kernel

/// Keeps the creatives.
package struct CreativeStore: Sendable {
    let database: any Database

    package init(database: any Database) { self.database = database }

    /// Adds a creative, or changes the one with the same identifier; the business side, which does so, has approved it.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used, `conflict` for one that has
    ///   ended.
    package func save(_ creative: Creative, by signature: Signature) async throws {
        try await save(creative, as: .approved, by: signature)
    }

    /// Adds or changes a creative for an advertiser; it isn’t shown before the business side has approved it.
    ///
    /// - Parameter isFinished: Whether it waits for approval; otherwise it is a draft.
    /// - Throws: As ``save(_:by:)``.
    package func submit(_ creative: Creative, isFinished: Bool = true, by signature: Signature) async throws {
        try await save(creative, as: isFinished ? .awaiting : .draft, by: signature)
    }

    /// Shows a creative no more, for good.
    ///
    /// - Throws: ``Problem``: `notFound`, or `conflict` when it has ended.
    package func end(_ id: Creative.ID, by signature: Signature) async throws {
        try await database.write { connection in
            guard let old = try Self.reviewed(id, connection) else { throw Self.nothing }
            let creative = old.creative
            guard creative.ended == nil else { throw Self.hasEnded }
            let new = ReviewedCreative(
                creative: Creative(
                    id: id, flight: creative.flight, name: creative.name, place: creative.place,
                    content: creative.content, destination: creative.destination, ended: signature.at),
                review: old.review)
            try Self.write(new, connection)
            try CommerceHistory.record(old, became: new, signature, in: connection)
        }
    }

    /// The creative with an identifier.
    package func creative(_ id: Creative.ID) async throws -> Creative? {
        try await reviewed(id)?.creative
    }

    /// Those of one flight, in the order in which they were made.
    package func creatives(of flight: Flight.ID) async throws -> [Creative] {
        try await reviewed(of: flight).map(\.creative)
    }

    private func save(_ creative: Creative, as state: CreativeReview.State, by signature: Signature) async throws {
        var faults = FieldFaults()
        CreativeCheck.check(creative, &faults)
        let found = faults
        try await database.write { connection in
            var faults = found
            if let flight = try PlannedFlight.all(connection, id: creative.flight).first?.flight {
                try TagRules.check(creative, in: flight, connection, &faults)
                try LetterRules.check(creative, in: flight, connection, &faults)
            } else {
                faults.add("flight", "There is no such flight.")
            }
            let old = try Self.reviewed(creative.id, connection)
            if let old, old.creative.flight != creative.flight {
                faults.add("flight", "A creative stays in its flight; make another one there.")
            }
            if let domain = (try? MerchantAddress(creative.destination))?.registrableDomain,
                try Blocklist.read(connection).domains.contains(domain)
            {
                faults.add("destination", "Advertisements that lead to “\(domain)” are blocked on this site.")
            }
            try faults.check(slug: "creative-invalid", title: "The creative can’t be saved")
            if let old {
                guard old.creative != creative || old.review.state != state else { return }
                if old.creative.ended != nil { throw Self.hasEnded }
            }
            let new = ReviewedCreative(
                creative: creative,
                review: CreativeReview(
                    state: state, decided: state == .approved ? signature : nil,
                    revision: (old?.review.revision ?? 0) + 1))
            try Self.write(new, connection)
            try CommerceHistory.record(old, became: new, signature, in: connection)
        }
    }

    static let nothing = Problem(
        .notFound, slug: "creative-not-found", title: "There is no such creative",
        detail: "It may never have been there.")
    private static let hasEnded = Problem(
        .conflict, slug: "creative-ended", title: "The creative has ended",
        detail: "What has ended stays as it was, so that reports tell what ran. Make another one in its place.")
}
