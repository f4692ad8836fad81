import App
import ArgumentParser
import Kernel

/// Where the site is kept; every command takes it.
struct DataOptions: ParsableArguments {
    @Option(name: .customLong("data"), help: ArgumentHelp("The site’s data directory.", valueName: "dir"))
    var path = "./data"

    var directory: DataDirectory { DataDirectory(path) }

    /// The directory, if a site has been made in it.
    func existingSite() throws -> DataDirectory {
        guard directory.holdsSite else {
            throw Problem(
                .notFound, slug: "no-site", title: "There is no site",
                detail:
                    "\(directory.configurationPath) does not exist. Make a site with “masthead init --data \(path)”, or try the example with “masthead demo”."
            )
        }
        return directory
    }
}

/// Where to listen; every command that serves takes these.
struct ListenOptions: ParsableArguments {
    @Option(help: "The address to listen on. [default: 127.0.0.1, or as the settings have it]")
    var host: String?

    @Option(help: "The port to listen on; 0 takes a free one. [default: 8080, or as the settings have it]")
    var port: Int?

    @Flag(help: "Write a line of JSON to standard output for each request.")
    var logRequests = false

    var flags: Settings.Flags {
        Settings.Flags(host: host, port: port, logsRequests: logRequests ? true : nil)
    }
}
