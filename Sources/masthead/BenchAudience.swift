import App
import ArgumentParser
import Kernel

/// Measures what sending the newsletter asks of the database.
struct BenchAudience: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-audience",
        abstract: "Fill a new site with subscribers, and measure how an edition’s deliveries are taken.",
        shouldDisplay: false)

    @OptionGroup var data: DataOptions

    @Option(help: "How many subscribers.")
    var subscribers = 1_000_000

    @Option(help: "How many sign up meanwhile.")
    var signUps = 1000

    func run() async throws {
        try await Terminal.tellingProblems {
            let directory = try data.existingSite()
            try await Terminal.withStores(directory) { stores, clock in
                let bench = try await AudienceBench(directory, stores: stores, clock: clock)
                try await bench.run(subscribers: subscribers, signUps: signUps) { Terminal.say($0) }
            }
        }
    }
}
