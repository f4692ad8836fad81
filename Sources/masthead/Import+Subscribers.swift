import App
import ArgumentParser
import Kernel

extension Import {
    struct Subscribers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import subscribers of a newsletter.",
            discussion: """
                Rows that can be read are imported, and each that cannot is told with its line. Whoever left this site’s \
                newsletter stays away. What was imported before changes nothing, so an import that broke off is done again.
                """)

        @OptionGroup var data: DataOptions

        @Argument(help: ArgumentHelp("A CSV file with a line of headings.", valueName: "file"))
        var path: String

        @Option(help: ArgumentHelp("The day since when those agree whose row doesn’t say it.", valueName: "day"))
        var consented: String?

        @Option(
            name: .customLong("column"),
            help: ArgumentHelp(
                "What a column is called, such as address=Contact; may be repeated.", valueName: "name=heading"))
        var columns: [String] = []

        @Flag(help: "Show what it would do, and do nothing.")
        var dryRun = false

        func run() async throws {
            try await Terminal.tellingProblems {
                var request = SubscriberExchange.Request(path: path)
                request.columns = columns
                request.consented = consented
                request.isTrial = dryRun
                let asked = request
                let directory = try data.existingSite()
                try await Terminal.withStores(directory) { stores, clock in
                    let progress = Progress(of: "rows")
                    let exchange = try await SubscriberExchange(directory, stores: stores, clock: clock)
                    let lines = try await exchange.take(asked) { progress.reach($0) }
                    progress.end()
                    for line in lines { Terminal.say(line) }
                }
            }
        }
    }
}
