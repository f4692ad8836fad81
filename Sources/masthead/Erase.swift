import App
import ArgumentParser

struct Erase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print what a page is without anything commercial.",
        discussion: """
            Takes out advertisements, disclosures, marks and discussions, and makes links that earn plain again. What is \
            left are the editorial bytes: the same whatever the site earns from. It works on the pages and feeds of any \
            site that Masthead serves, and needs no data directory.
            """)

    @Argument(help: ArgumentHelp("An http or https address, a file, or - for standard input.", valueName: "page"))
    var page: String

    @Option(help: ArgumentHelp("Write the bytes to a file instead of standard output.", valueName: "file"))
    var output: String?

    @Flag(name: .customLong("sha256"), help: "Print the bytes’ SHA-256 instead of the bytes.")
    var printsDigest = false

    func run() async throws {
        try await Terminal.tellingProblems {
            let erased = try await ErasedPage(of: PagePlace(page))
            if let output {
                try Terminal.put(erased.bytes, to: output)
            } else if !printsDigest {
                try Terminal.put(erased.bytes)
            }
            if printsDigest { Terminal.say(erased.digest) }
        }
    }
}
