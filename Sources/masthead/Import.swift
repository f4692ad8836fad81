import App
import ArgumentParser
import Kernel

/// Takes in what others have written.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import files that others have made.", subcommands: [Earnings.self, Subscribers.self])

    struct Earnings: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import a network’s report of sales and commissions.",
            discussion: """
                All rows are imported, or none: a row that cannot be read is refused with its line, and so is the report. \
                A report that was imported before changes nothing. Small reports can be imported at /business/earnings too.
                """)

        @OptionGroup var data: DataOptions

        @Argument(help: ArgumentHelp("A CSV file, as the network exports it.", valueName: "file"))
        var path: String

        @Option(help: "amazon, awin, cj, impact, shareasale, rakuten or generic.")
        var network: String

        @Option(help: "Whose all rows are, by name or identifier, for a report that names no merchant.")
        var programme: String?

        @Option(help: "The currency, such as EUR, where the report does not say it.")
        var currency: String?

        @Option(help: "The decimal sign: point or comma. [default: comma in files with semicolons, else point]")
        var decimals: String?

        @Option(
            help:
                "What comes first in days such as 01/02/2026: day-first or month-first. [default: as the network has it]"
        )
        var days: String?

        @Option(
            name: .customLong("column"),
            help: ArgumentHelp(
                "What a column is called, such as reference=“Order no”; may be repeated.", valueName: "name=heading"))
        var columns: [String] = []

        @Flag(help: "Show what it would do, and do nothing.")
        var dryRun = false

        func run() async throws {
            try await Terminal.tellingProblems {
                var request = ReportImport.Request(path: path, network: network)
                request.programme = programme
                request.currency = currency
                request.decimals = decimals
                request.dayOrder = days
                request.columns = columns
                request.isTrial = dryRun
                let asked = request
                try await Terminal.withStores(data.existingSite()) { stores, clock in
                    let progress = Progress(of: "rows")
                    let done = try await ReportImport(asked, stores: stores, clock: clock) { progress.reach($0) }
                    progress.end()
                    for line in done.lines { Terminal.say(line) }
                    if let refusal = done.refusal { throw refusal }
                }
            }
        }
    }
}
