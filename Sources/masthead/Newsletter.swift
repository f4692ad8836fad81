import App
import ArgumentParser
import Audience
import Kernel

/// Looks at the newsletter, and sends it.
struct Newsletter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at the newsletter, and send it.",
        subcommands: [
            Preview.self, Send.self,
            Keys.self,
        ])

    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the edition that would be made now to standard output.",
            discussion: "Nothing is kept or sent. It begins where the last edition ended, or a day ago.")

        @OptionGroup var data: DataOptions

        @Flag(help: "As HTML; otherwise as plain text.")
        var html = false

        @Flag(help: "As somebody gets it who reads weekly.")
        var weekly = false

        @Option(
            name: .customLong("topic"),
            help: ArgumentHelp(
                "As somebody gets it who chose this topic; may be repeated. [default: everything]", valueName: "topic"))
        var topics: [String] = []

        @Option(help: ArgumentHelp("The day with which what is new begins.", valueName: "day"))
        var since: String?

        func run() async throws {
            try await Terminal.tellingProblems {
                var request = NewsletterPreview.Request()
                request.isWeekly = weekly
                request.topics = topics
                request.since = since
                let asked = request
                try await Terminal.withSite(try data.existingSite()) { site in
                    let preview = try await NewsletterPreview(asked, site: site)
                    let body = html ? preview.html : "Subject: \(preview.subject)\n\n\(preview.text)"
                    try Terminal.put(Array(body.utf8))
                }
            }
        }
    }

    struct Send: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send an edition now.",
            discussion: """
                Without a name, the edition of today; it is made when there is none. One that waits for approval is approved by this, and \
                one that was paused goes on. It works beside a running server, which then sends too. Ctrl-C pauses it.
                """)

        @OptionGroup var data: DataOptions

        @Flag(help: "The weekly edition of today.")
        var weekly = false

        @Option(help: .hidden)
        var lease: Int?

        @Argument(help: ArgumentHelp("Such as 2026-11-26, or 2026-11-26-week.", valueName: "edition"))
        var edition: String?

        func run() async throws {
            try await Terminal.tellingProblems {
                try await Terminal.withSite(try data.existingSite()) { site in
                    let sending = try NewsletterSending(site, lease: lease.map { .seconds($0) })
                    let id = try await sending.prepare(edition, weekly: weekly)
                    let progress = SendingLine()
                    let summary = try await sending.run(id, stop: StopSignal.waited) { progress.show($0) }
                    progress.end()
                    for line in summary.lines { Terminal.say(line) }
                    if !summary.isSent { throw ExitCode.failure }
                }
            }
        }
    }
}
