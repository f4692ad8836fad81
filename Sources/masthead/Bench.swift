import App
import ArgumentParser
import Kernel

/// Makes a site of generated articles to measure with; not a command for people.
struct BenchFixture: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a site of generated articles.", shouldDisplay: false)

    @OptionGroup var data: DataOptions
    @Option var articles: Int

    func run() async throws {
        try await Terminal.tellingProblems {
            try data.directory.create()
            try data.directory.writeConfiguration(
                ConfigurationFile.text())
            let settings = try await Settings(data: data.directory, environment: Terminal.environment)
            try await GeneratedSite(settings: settings, clock: SystemClock()).make(articles) { made in
                if made % 10_000 == 0 { Terminal.say("\(made) articles") }
            }
        }
    }
}

/// Times publications; not a command for people.
struct BenchPublish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Time the publication of articles.", shouldDisplay: false)

    @OptionGroup var data: DataOptions
    @Option var count = 50

    func run() async throws {
        try await Terminal.tellingProblems {
            let settings = try await Settings(
                data: data.existingSite(), environment: Terminal.environment)
            let durations = try await GeneratedSite(settings: settings, clock: SystemClock()).publish(count).sorted()
            func milliseconds(_ quantile: Double) -> Double {
                guard !durations.isEmpty else { return 0 }
                let duration = durations[Int(quantile * Double(durations.count - 1))]
                return duration / .milliseconds(1)
            }
            Terminal.say("{\"p50_ms\":\(milliseconds(0.5)),\"p99_ms\":\(milliseconds(0.99))}")
        }
    }
}
