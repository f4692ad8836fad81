import Commerce
import CommerceTestSupport
import Kernel
import TestSupport

@testable import App

extension OfficeSite {
    /// An advertiser unlike any other, of whom something was delivered last month that isn’t billed yet.
    ///
    /// - Parameter isOver: Whether its flight ended a week ago, short of its goal.
    func billedAdvertiser(isOver: Bool = false) async throws -> BilledAdvertiser {
        try await BilledAdvertiser(
            Slug("a\(Flight.ID(at: clock.now()))"), in: stores.commerce, lasting: isOver ? -7 : 90, clock)
    }

    /// An invoice of an advertiser unlike any other.
    func invoice() async throws -> Invoice { try await billedAdvertiser().invoice() }
}
