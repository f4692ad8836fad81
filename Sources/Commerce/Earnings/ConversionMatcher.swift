import Database
import Kernel

/// Finds out which programme, page and place a reported sale belongs to.
package struct ConversionMatcher: Sendable {
    private struct Candidate: Sendable {
        let programme: Programme.ID
        /// Lower-case; empty when it is no matter.
        let account: String
    }

    private struct MerchantKey: Hashable, Sendable {
        let network: Network
        /// Lower-case.
        let merchant: String
    }

    private let merchants: [MerchantKey: [Candidate]]
    /// By the sub-id; `nil` for one that several places share.
    private let spots: [String: Conversion.Spot?]

    package init(programmes: [Programme], spots: [Conversion.Spot]) {
        var merchants: [MerchantKey: [Candidate]] = [:]
        for programme in programmes {
            for merchant in Set(Self.names(of: programme).map { $0.lowercased() }) where !merchant.isEmpty {
                merchants[MerchantKey(network: programme.network, merchant: merchant), default: []].append(
                    Candidate(programme: programme.id, account: programme.account.lowercased()))
            }
        }
        self.merchants = merchants
        var bySubID: [String: Conversion.Spot?] = [:]
        for spot in spots {
            let subID = SubID(page: spot.page, place: spot.place).description.lowercased()
            bySubID.updateValue(bySubID.keys.contains(subID) ? nil : spot, forKey: subID)
        }
        self.spots = bySubID
    }

    /// Reads what is known now.
    static func read(_ connection: any Connection) throws -> ConversionMatcher {
        let programmes = try connection.all(Programme.self, "SELECT * FROM programme")
        let spots = try connection.rows("SELECT DISTINCT page, place FROM affiliate_link").map { row in
            Conversion.Spot(page: try row.value("page"), place: try row.value("place"))
        }
        return ConversionMatcher(programmes: programmes, spots: spots)
    }

    /// - Parameters:
    ///   - merchant: By which name or number the report knows the merchant.
    ///   - account: The publisher’s own number, when the report has it; tells programmes of one merchant apart.
    /// - Returns: `nil` when there is none, or more than one.
    package func programme(of network: Network, merchant: String, account: String) -> Programme.ID? {
        guard let found = merchants[MerchantKey(network: network, merchant: merchant.lowercased())] else { return nil }
        if found.count == 1 { return found[0].programme }
        let own = found.filter { $0.account == account.lowercased() }
        return own.count == 1 ? own[0].programme : nil
    }

    package func spot(of subID: String) -> Conversion.Spot? {
        guard !subID.isEmpty, let spot = spots[subID.lowercased()] else { return nil }
        return spot
    }

    /// What reports of a network call a programme’s merchant.
    private static func names(of programme: Programme) -> [String] {
        switch programme.network {
        case .amazon: [programme.account]
        // https://brand.pxf.io/c/ACCOUNT/AD/CAMPAIGN
        case .impact: [programme.merchant.split(separator: "/").last.map(String.init) ?? "", programme.name]
        case .generic: [programme.name, programme.id.description]
        case .awin, .cj, .shareasale, .rakuten: [programme.merchant, programme.name]
        }
    }
}
