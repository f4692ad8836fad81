import App
import ArgumentParser
import Commerce
import Kernel

/// Fills the ledger of a site with rows that are made up, and times what reads them; not a command for people.
struct BenchLedger: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Time reports on a ledger of many rows.", shouldDisplay: false)

    @OptionGroup var data: DataOptions
    @Option var rows = 5_000_000

    func run() async throws {
        try await Terminal.tellingProblems {
            try data.directory.create()
            try data.directory.writeConfiguration(ConfigurationFile.text())
            let settings = try await Settings(data: data.directory, environment: Terminal.environment)
            let stores = try await Stores(settings, clock: SystemClock())
            let now = SystemClock().now()
            let ledger = SimulatedLedger(database: stores.commerce, now: now)
            try await ledger.fill(rows) { made in
                if made % 1_000_000 == 0 { Terminal.say("\(made) rows") }
            }
            try await say(ledger.measure(), "row by row")
            let begin = ContinuousClock.now
            let days = try await LedgerSums(database: stores.commerce).close(before: now)
            Terminal.say("summed \(days) days in \(ContinuousClock.now - begin)")
            for _ in 0..<2 { try await say(ledger.measure(), "from sums") }
            let again = ContinuousClock.now
            let differing = try await LedgerSums(database: stores.commerce).recount()
            Terminal.say("counted anew in \(ContinuousClock.now - again), \(differing) days differ")
            await stores.close()
        }
    }

    private func say(_ measured: [(name: String, duration: Duration)], _ way: String) {
        for (name, duration) in measured { Terminal.say("\(way): \(name) in \(duration)") }
    }
}
