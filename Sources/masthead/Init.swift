import App
import ArgumentParser
import Kernel
import Staff

struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make an empty site in the data directory.")

    @OptionGroup var data: DataOptions

    @Option(help: "The site’s name.")
    var name: String

    @Option(help: "What the site is for, in a few words.")
    var tagline = "Answers with their sources"

    @Option(help: "An e-mail address for readers.")
    var contact: String

    @Option(help: "The organisation or person that publishes it. [default: the site’s name]")
    var publisher: String?

    @Option(help: ArgumentHelp("The language of the site.", valueName: "tag"))
    var language = "en-GB"

    func run() async throws {
        try await Terminal.tellingProblems {
            let clock = SystemClock()
            let values: [SiteSetting: String] = [
                .name: name, .tagline: tagline, .description: "\(tagline).", .publisher: publisher ?? name,
                .founded: String(clock.now().day.year), .contact: contact, .language: language,
            ]
            try NewSite.check(values)
            try data.directory.create()
            try data.directory.writeConfiguration(ConfigurationFile.text())
            let settings = try await Settings(data: data.directory, environment: Terminal.environment)
            try await NewSite(settings: settings, clock: clock).write(values)
            Terminal.say(
                "Made a site in \(data.path). Its server’s settings are in \(data.directory.configurationPath).")
            Terminal.say(
                "Make the publisher’s account with “masthead user add --data \(data.path) --role publisher …”.")
            Terminal.say("Serve it with “masthead serve --data \(data.path)”.")
        }
    }
}
