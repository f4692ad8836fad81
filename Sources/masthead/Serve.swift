import App
import ArgumentParser

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve a site until it is told to stop (Ctrl-C, or SIGTERM).")

    @OptionGroup var data: DataOptions
    @OptionGroup var listen: ListenOptions

    func run() async throws {
        try await Terminal.tellingProblems {
            try await Terminal.serve(data.existingSite(), flags: listen.flags)
        }
    }
}
