import Commerce
import HTTPSupport
import Kernel
import Markup

extension DeliveryDesk {
    var forecastEndpoints: [StaffEndpoint] {
        [
            .get(.forecast, Self.access) { try await forecast($0) },
            .compute(.forecast, Self.access) { try await forecast($0) },
            .get(.flightCalendar, Self.access) { try await calendar($0) },
            .post(.makeGood(":id"), Self.access, action: "book a make-good") { try await makeGood($0) },
        ]
    }

    /// What a flight might have that nobody has booked yet.
    private func forecast(_ request: StaffRequest) async throws -> StaffAnswer {
        let today = request.now.localDay
        let values =
            request.form.fields.isEmpty ? ForecastForm.first(on: today) : request.form
        let names = try await names()
        do {
            let asked = try ForecastForm.read(values, names, at: request.now)
            let forecast = try await forecasts.forecast(at: request.now, in: .current)
            let page = ForecastPage(
                values: values, names: names, estimate: forecast.available(for: asked.flight, in: asked.places),
                hasCountries: !asked.flight.targeting.countries.isEmpty, token: request.formToken, problem: nil)
            return .page(page.page)
        } catch let problem as Problem where problem.kind == .invalid {
            let page = ForecastPage(
                values: values, names: names, estimate: nil, hasCountries: false, token: request.formToken,
                problem: problem)
            return .page(page.page, problem: problem)
        }
    }

    private func calendar(_ request: StaffRequest) async throws -> StaffAnswer {
        let month = request.query["month"].flatMap { CalendarMonth($0) } ?? CalendarMonth(of: request.now.localDay)
        let page = try await CalendarPage(
            first: month, standings: standings.all(at: request.now, in: .current),
            expectations: forecasts.forecast(at: request.now, in: .current).expectations(),
            today: request.now.localDay)
        return .page(page.page)
    }

    private func makeGood(_ request: StaffRequest) async throws -> StaffAnswer {
        let original = try request.identifier("id", of: Flight.self)
        guard let id = Flight.ID(request.form["id"]) else { throw StaffRequest.nothingHere }
        var reading = FormReading(request.form)
        let (first, last) = (reading.neededDay("first"), reading.neededDay("last"))
        do {
            try reading.check(title: "The make-good can’t be booked")
            let signature = Signature(account: request.member.id, name: request.member.name, at: request.now)
            let flight = try await makeGoods.book(
                id, for: original, from: first, to: last, in: .current, by: signature)
            try await changed()
            return .done(
                .flightDelivery(flight.id.description), notice: "The make-good is booked; it costs nothing.",
                subject: flight.name)
        } catch let problem as Problem where problem.isFormFault {
            return try await flight(original, request, problem: problem)
        }
    }
}

/// Reads and shows for what a forecast is wanted.
enum ForecastForm {
    /// Thirty days from tomorrow, anywhere.
    static func first(on day: CalendarDay) -> FormBody {
        FormBody(
            fields: [
                .init(name: "first", value: day.advanced(byDays: 1).description),
                .init(name: "last", value: day.advanced(byDays: 30).description),
            ] + Slot.Place.onPages.map { .init(name: "place", value: $0.rawValue) })
    }

    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func read(
        _ form: FormBody, _ names: TargetNames, at now: Timestamp
    ) throws(Problem) -> (flight: Flight, places: Set<Slot.Place>) {
        let places = Set(form.all("place").compactMap(Slot.Place.init(rawValue:)).filter(\.isOnPages))
        let flight = try flight(form, id: Flight.ID(at: now), names, at: now) { reading in
            if places.isEmpty { reading.fault("places", "Choose at least one place.") }
        }
        return (flight, places)
    }

    /// A flight as far as a forecast depends on it: its days, and where it may stand.
    ///
    /// - Throws: As ``read(_:_:at:)``.
    static func flight(
        _ form: FormBody, id: Flight.ID, _ names: TargetNames, at now: Timestamp,
        _ further: (inout FormReading) -> Void = { _ in }
    ) throws(Problem) -> Flight {
        var reading = FormReading(form)
        let (first, last) = (reading.neededDay("first"), reading.neededDay("last"))
        if last < first { reading.fault("last", "It would end before it begins.") }
        if last.daysSince1970 - first.daysSince1970 >= Flight.longest {
            reading.fault("last", "A flight lasts \(Flight.longest) days at most.")
        }
        if now.localDay.advanced(byDays: 370) < last { reading.fault("last", "A year ahead is as far as it goes.") }
        further(&reading)
        let targeting = TargetingForm.targeting(&reading, names, old: .everywhere)
        try reading.check(title: "There is no forecast for this")
        // What it costs plays no part.
        return Flight(
            id: id, campaign: Campaign.ID(at: now), name: "", first: first, last: last, budget: .zero(.euro),
            pricing: .flat(views: 1), targeting: targeting)
    }
}
