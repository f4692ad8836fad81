import App
import ArgumentParser
import Kernel
import Mail

extension Newsletter {
    struct Keys: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the keys that sign the newsletter, and print what to publish for them.",
            discussion: """
                Keys are files in the data directory, “keys/dkim/SELECTOR.pem”, and none is ever written over: called again, the command prints \
                the records again.

                To change keys, make new ones with another --selector, publish their records, and list them in “newsletter.dkim” in the place of \
                the old ones. Take the old records out of DNS a week later, when no mail is on its way any more that was signed with them.
                """)

        @OptionGroup var data: DataOptions

        @Option(help: "What the keys are called in DNS. [default: m and the month, such as m202611]")
        var selector: String?

        @Option(
            name: .customLong("algorithm"),
            help: "rsa (2048 bits, which every server understands) or ed25519; may be repeated. [default: both]")
        var algorithms: [String] = []

        func run() async throws {
            try await Terminal.tellingProblems {
                let algorithms = try Set(self.algorithms.map(Self.algorithm))
                let settings = try await Settings(data: data.existingSite(), environment: Terminal.environment)
                let maker = try SigningKeyMaker(settings)
                let wanted = DKIMKey.Algorithm.allCases.filter { algorithms.isEmpty || algorithms.contains($0) }
                let made = try maker.make(selector ?? Self.month(SystemClock().now()), wanted)
                tell(made, maker, settings)
            }
        }

        private func tell(_ made: [SigningKeyMaker.Made], _ maker: SigningKeyMaker, _ settings: Settings) {
            for key in made {
                let kind = key.algorithm == .rsa ? "RSA" : "Ed25519"
                Terminal.say(key.isOld ? "\(key.path) is there already (\(kind))." : "Made \(key.path) (\(kind)).")
            }
            Terminal.say("\nPublish in the zone of \(maker.domain):\n")
            for key in made { Terminal.say(key.record) }
            Terminal.say(
                "\nAnd unless they are there in some form (“masthead doctor --data \(data.path)” looks at what is published):\n"
            )
            for record in maker.advice { Terminal.say(record) }
            let listed = Set(settings.newsletter.selectors)
            guard !made.allSatisfy({ listed.contains($0.selector) }) else { return }
            Terminal.say(
                "\nOnce the keys are published, list them in \(settings.data.configurationPath), and start the server again:\n"
            )
            Terminal.say("newsletter:\n  dkim:\n" + made.map { "    - \($0.selector)" }.joined(separator: "\n"))
        }

        private static func month(_ moment: Timestamp) -> String {
            "m" + moment.day.description.split(separator: "-").prefix(2).joined()
        }

        private static func algorithm(_ text: String) throws(Problem) -> DKIMKey.Algorithm {
            guard let algorithm = DKIMKey.Algorithm(rawValue: text.lowercased()) else {
                throw Problem(
                    .invalid, slug: "algorithm-unknown", title: "There is no such algorithm",
                    detail: "“\(text)” is neither “rsa” nor “ed25519”.")
            }
            return algorithm
        }
    }
}
