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
    }
}
