import App
import ArgumentParser

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check that a site can be served, and say what is wrong if it cannot.")

    @OptionGroup var data: DataOptions

    func run() async throws {
        try await Terminal.tellingProblems {
            let findings = await Examination(data: data.directory, environment: Terminal.environment).findings()
            for finding in findings { Terminal.say(finding.text) }
            if findings.contains(where: \.isFailure) { throw ExitCode.failure }
        }
    }
}
