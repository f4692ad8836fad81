import Commerce
import HTTPSupport
import Kernel
import Markup

/// What could be had by a flight as it is typed, beside the budget.
enum FlightPreview: Sendable {
    case estimate(Forecast.Estimate, leavesCountriesOut: Bool)
    /// Less than a day of traffic is known.
    case unknown

    /// In sentences.
    var words: String {
        switch self {
        case .estimate(let estimate, let leavesCountriesOut):
            """
            \(estimate.likely.written) views can be had in these days where it may stand, most likely between \
            \(estimate.least.written) and \(estimate.most.written): of \(estimate.slots.written) slots, other flights need \
            \(estimate.booked.written).\(leavesCountriesOut ? " Countries are left out of account." : "")
            """
        case .unknown: "Less than a day of traffic is known, so nothing can be said yet."
        }
    }
}

extension Business {
    /// The page of a new flight with what could be had, and what was typed.
    func newFlightForecast(_ request: StaffRequest) async throws -> StaffAnswer {
        let campaign = try await knownCampaign(request)
        do {
            // What stands in it isn’t known yet.
            let preview = try await preview(request, of: Flight.ID(at: request.now), in: Set(Slot.Place.onPages))
            return try await newFlight(
                in: campaign, values: request.form, request, preview: preview, problem: nil)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await newFlight(in: campaign, values: request.form, request, problem: problem)
        }
    }

    /// The page of a flight with what could be had, and what was typed.
    func flightForecast(_ request: StaffRequest) async throws -> StaffAnswer {
        let booked = try await knownFlight(request)
        do {
            let creatives = try await advertising.creatives.creatives(of: booked.flight.id)
            let places = Set(creatives.filter { $0.ended == nil }.map(\.place))
            let preview = try await preview(
                request, of: booked.flight.id, in: places.isEmpty ? Set(Slot.Place.onPages) : places)
            return try await page(of: booked, values: request.form, request, preview: preview, problem: nil)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: booked, values: request.form, request, problem: problem)
        }
    }

    private func preview(
        _ request: StaffRequest, of id: Flight.ID, in places: Set<Slot.Place>
    ) async throws -> FlightPreview {
        let flight = try await ForecastForm.flight(request.form, id: id, advertising.names(), at: request.now)
        let forecast = try await advertising.forecasts.forecast(at: request.now, in: .current)
        guard let estimate = forecast.available(for: flight, in: places) else { return .unknown }
        return .estimate(estimate, leavesCountriesOut: !flight.targeting.countries.isEmpty)
    }
}
