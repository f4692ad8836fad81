import ArgumentParser

/// What is done for the newsletter from a terminal.
struct Newsletter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look after the newsletter.",
        subcommands: [
            Keys.self
        ])
}
