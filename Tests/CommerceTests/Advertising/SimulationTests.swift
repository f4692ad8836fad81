import Testing

@testable import Commerce

@Suite struct SimulationTests {
    /// What `make bench-ads` measures at full size, small enough for a debug build.
    @Test func flightsKeepToTheirPlansAndTheirBudgets() {
        var settings = AdvertisingSimulation.Settings()
        settings.pageViews = 60_000
        settings.flights = 40
        settings.days = 2
        settings.pulse = 20
        settings.seed = 7
        var simulation = AdvertisingSimulation(settings)
        let report = simulation.run()
        let errors = report.errors.final(.view)
        #expect(errors.count >= 5)
        #expect(errors[errors.count / 2] <= 0.02)
        #expect(report.overDelivery <= 0.001)
        #expect(report.fill > 0.2)
        // Each one that is off is named with the reason, and nobody else is.
        let off = OfferEvent.allCases.reduce(0) { $0 + report.errors.final($1).count { $0 > 0.02 } }
        #expect(report.missed.count == off)
        #expect(report.missed.allSatisfy { report.written.contains("\($0.delivered) of \($0.goal)") })
    }

    @Test(arguments: [
        (OfferEvent.view, 100, 97, 1000, 200, MissedGoal.Reason.small), (.view, 1000, 960, 1000, 2000, .slots),
        (.view, 1000, 960, 3000, 2000, .others), (.click, 400, 440, 100_000, 80_000, .chance),
        (.click, 400, 300, 60_000, 80_000, .slots), (.click, 400, 300, 90_000, 80_000, .others),
    ])
    func aGoalIsMissedForAReason(
        event: OfferEvent, goal: Int, delivered: Int, might: Int, needed: Int, reason: MissedGoal.Reason
    ) {
        let missed = MissedGoal(
            name: "Flight", event: event, goal: goal, delivered: delivered, might: might, needed: needed)
        #expect(missed.reason == reason)
    }
}
