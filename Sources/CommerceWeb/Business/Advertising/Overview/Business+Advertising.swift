import Commerce
import HTTPSupport
import Kernel

extension Business {
    /// For how many days a flight that is over stays on the overview.
    private static let remembered = 14

    func advertisingOverview(_ request: StaffRequest) async throws -> StaffAnswer {
        let day = request.now.localDay
        let page = try await AdvertisingPage(
            flights: advertising.booked.current(on: day.advanced(byDays: -Self.remembered)),
            waiting: waitingCreatives(), hasAdvertisers: !advertising.advertisers.all().isEmpty, day: day,
            filter: FlightFilter(request.query))
        return .page(page.page)
    }

    /// What waits for approval, with the flights that it is for.
    private func waitingCreatives() async throws -> [(reviewed: ReviewedCreative, booked: BookedFlight)] {
        var waiting: [(ReviewedCreative, BookedFlight)] = []
        for reviewed in try await advertising.creatives.waiting() {
            guard let booked = try await advertising.booked.flight(reviewed.creative.flight) else { continue }
            waiting.append((reviewed, booked))
        }
        return waiting
    }
}
