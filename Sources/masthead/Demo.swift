import App
import ArgumentParser
import Kernel

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the example site, and make it first where there is none.")

    @OptionGroup var data: DataOptions
    @OptionGroup var listen: ListenOptions

    func run() async throws {
        try await Terminal.tellingProblems {
            if !data.directory.holdsSite {
                let articles = try await ExampleSite(clock: SystemClock())
                    .make(in: data.directory, environment: Terminal.environment)
                Terminal.say("Made the example site in \(data.path): \(articles) articles.")
            }
            try await Terminal.serve(data.directory, flags: listen.flags)
        }
    }
}
