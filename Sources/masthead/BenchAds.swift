import ArgumentParser
import Commerce

/// Lets the advertising engine serve an invented week and prints how it did; not a command for people.
struct BenchAds: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Simulate a week of advertising.", shouldDisplay: false)

    @Option var pageViews = 10_000_000
    @Option var flights = 1000
    @Option var days = 7
    @Option var seed: UInt64 = 1

    func run() {
        var settings = AdvertisingSimulation.Settings()
        settings.pageViews = pageViews
        settings.flights = flights
        settings.days = days
        settings.seed = seed
        var simulation = AdvertisingSimulation(settings)
        let report = simulation.run { day in Terminal.say("day \(day) of \(days)") }
        Terminal.say(report.written)
    }
}
