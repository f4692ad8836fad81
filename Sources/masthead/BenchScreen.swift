import ArgumentParser
import Audience
import Kernel

/// Measures the screen of comments; not a command for people.
struct BenchScreen: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how fast comments are screened, and how well spam is told.",
        discussion: """
            With --classify it reads comments from standard input, one a line: the set that it belongs to, 1 for spam or 0, \
            and its text in percent encoding, with a tab between. Each set is judged by what was learned from the others.
            """,
        shouldDisplay: false)

    @Option(help: "Comments to judge for the measure of speed; 0 for none.") var comments = 5000
    @Flag(help: "Read comments and measure the classifier.") var classify = false

    func run() throws {
        if comments > 0 {
            let speed = ScreenMeasure(comments: comments, start: SystemClock().now())
            Terminal.say("Comments of 2 kB against 10,000 words, 5,000 recent comments and a classifier:")
            Terminal.say(
                "  median \(speed.median.micros) µs, 99 of 100 within \(speed.slowest1In100.micros) µs, \(Int(speed.throughput)) a second from all cores"
            )
            Terminal.say("  learning from 20,000 decisions takes \(speed.training.micros / 1000) ms")
        }
        guard classify else { return }
        let sets = try Self.samples()
        for name in sets.keys.sorted() {
            let others = sets.filter { $0.key != name }.sorted { $0.key < $1.key }.flatMap(\.value)
            guard let judged = sets[name], let measure = ClassifierMeasure(learning: others, judging: judged) else {
                throw ValidationError("There is spam, or something else, only on one side of “\(name)”.")
            }
            Terminal.say("Learned from \(others.count) other comments, judging the \(judged.count) of \(name):")
            Self.show(measure)
        }
    }

    private static func samples() throws -> [String: [ClassifierMeasure.Sample]] {
        var sets: [String: [ClassifierMeasure.Sample]] = [:]
        while let line = readLine() {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard parts.count == 3, ["0", "1"].contains(parts[1]), let text = PercentEncoding.decode(parts[2]) else {
                throw ValidationError("“\(line.prefix(80))” is no comment in the form that this reads.")
            }
            sets[String(parts[0]), default: []].append(ClassifierMeasure.Sample(text, isSpam: parts[1] == "1"))
        }
        return sets
    }

    private static func show(_ measure: ClassifierMeasure) {
        Terminal.say(
            "  precision \(percent(measure.atRecall.precision)) at recall \(percent(measure.atRecall.recall)); area under the curve \(thousandths(measure.area))"
        )
        for (name, rates) in [
            ("threshold chosen from what it learned from", measure.atOwnThreshold),
            ("threshold at which comments are held", measure.atStandard),
        ] {
            Terminal.say(
                "  \(name) (\(thousandths(rates.threshold))): precision \(percent(rates.precision)), recall \(percent(rates.recall))"
            )
        }
        let bins = measure.calibration.map {
            "\(percent($0.foretold)) came true for \(percent($0.spam)) of \($0.count)"
        }
        Terminal.say("  foretold \(bins.joined(separator: "; "))")
    }

    private static func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }

    private static func thousandths(_ number: Double) -> String { "\((number * 1000).rounded() / 1000)" }
}

extension Duration {
    fileprivate var micros: Int { Int(self / .microseconds(1)) }
}
