import Commerce
import HTTPSupport
import Kernel

extension Business {
    func newFlight(_ request: StaffRequest) async throws -> StaffAnswer {
        let campaign = try await knownCampaign(request)
        let values = FlightForm.first(id: Flight.ID(at: request.now), on: request.now.localDay)
        return try await newFlight(in: campaign, values: values, request, problem: nil)
    }

    func addFlight(_ request: StaffRequest) async throws -> StaffAnswer {
        let campaign = try await knownCampaign(request)
        do {
            // The page that the form is on has made the identifier, so that what is sent twice is added once.
            guard let id = Flight.ID(request.form["id"]) else { throw StaffRequest.nothingHere }
            let flight = try await FlightForm.flight(
                request.form, id: id, in: campaign, old: nil, advertising.names())
            if try await advertising.flights.flight(id) == nil {
                try await advertising.flights.save(flight, by: signature(of: request))
                try await changed()
            }
            return .done(
                .flight(id.description), notice: "The flight is booked. It needs a creative to be shown.",
                subject: flight.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await newFlight(in: campaign, values: request.form, request, problem: problem)
        }
    }

    func flight(_ request: StaffRequest) async throws -> StaffAnswer {
        let booked = try await knownFlight(request)
        return try await page(of: booked, values: FlightForm.values(booked.flight), request, problem: nil)
    }

    func changeFlight(_ request: StaffRequest) async throws -> StaffAnswer {
        let booked = try await knownFlight(request)
        do {
            let new = try await FlightForm.flight(
                request.form, id: booked.flight.id, in: booked.campaign, old: booked.flight, advertising.names())
            try await advertising.flights.save(new, by: signature(of: request))
            try await changed()
            return .done(.flight(new.id.description), notice: "Saved. It holds from now on.", subject: new.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: booked, values: request.form, request, problem: problem)
        }
    }

    func setPaused(_ isPaused: Bool, _ request: StaffRequest) async throws -> StaffAnswer {
        let booked = try await knownFlight(request)
        try await advertising.flights.setPaused(isPaused, of: booked.flight.id, by: signature(of: request))
        try await changed()
        return .done(
            .flight(booked.flight.id.description),
            notice: isPaused ? "The flight is paused. It makes no offers from now on." : "The flight goes on.",
            subject: booked.flight.name)
    }

    func knownFlight(_ request: StaffRequest) async throws -> BookedFlight {
        guard let booked = try await advertising.booked.flight(request.identifier("id")) else {
            throw StaffRequest.nothingHere
        }
        return booked
    }

    func newFlight(
        in campaign: Campaign, values: FormBody, _ request: StaffRequest, preview: FlightPreview? = nil,
        problem: Problem?
    ) async throws -> StaffAnswer {
        let page = try await NewFlightPage(
            campaign: campaign, advertiser: owner(of: campaign), names: advertising.names(), values: values,
            preview: preview, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }

    func page(
        of booked: BookedFlight, values: FormBody, _ request: StaffRequest, preview: FlightPreview? = nil,
        problem: Problem?
    ) async throws -> StaffAnswer {
        let page = try await FlightPage(
            booked: booked, creatives: advertising.creatives.reviewed(of: booked.flight.id),
            names: advertising.names(), allowsFrames: advertising.allowsFrames(),
            events: history.events(of: .flight, subject: booked.flight.id.description),
            makesGood: advertising.makeGoods.original(of: booked.flight.id) != nil, preview: preview,
            values: values, day: request.now.localDay, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}
