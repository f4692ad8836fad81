import App
import ArgumentParser
import Kernel

/// Hands out what others can take in.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Export what a site holds.", subcommands: [Subscribers.self])

    struct Subscribers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write every subscriber to standard output, as CSV.",
            discussion: "It can be imported again by “masthead import subscribers”. Who hasn’t confirmed isn’t in it.")

        @OptionGroup var data: DataOptions

        func run() async throws {
            try await Terminal.tellingProblems {
                let directory = try data.existingSite()
                try await Terminal.withStores(directory) { stores, clock in
                    let exchange = try await SubscriberExchange(directory, stores: stores, clock: clock)
                    _ = try await exchange.export { try Terminal.put($0) }
                }
            }
        }
    }
}
