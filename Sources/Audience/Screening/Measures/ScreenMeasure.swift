import Dispatch
package import Kernel
import Synchronization

/// Measures how fast a full screen judges and learns, for the bench: 10,000 words, 5000 recent comments and a classifier.
package struct ScreenMeasure: Sendable {
    /// How long a comment of about 2 kB takes.
    package private(set) var median = Duration.zero
    package private(set) var slowest1In100 = Duration.zero
    /// Comments a second, asked from as many threads as there are cores.
    package private(set) var throughput = 0.0
    /// How long it takes to learn from ``ScreenStore/mostExamples`` decisions on comments of about 300 characters.
    package private(set) var training = Duration.zero

    private static let article = ArticleID(high: 0x7000, low: 0)

    /// - Parameter count: Comments to judge each time.
    package init(comments count: Int, start: Timestamp) {
        var words = WordMaker(seed: 1)
        var knowledge = Screen.Knowledge()
        knowledge.words = WordList(
            (0..<10_000).compactMap { number in
                let pattern = "\(words.word())\(number.isMultiple(of: 3) ? "*" : "") \(words.word())"
                return (try? WordPattern(pattern)).map { WordList.Entry($0, .hold) }
            })
        let clock = ContinuousClock()
        let texts = (0..<ScreenStore.mostExamples).map { (words.text(bytes: 300), isSpam: $0.isMultiple(of: 3)) }
        training = clock.measure {
            knowledge.classifier = SpamTraining.classifier(
                from: texts.map { SpamTraining.Example($0.0, isSpam: $0.isSpam) })
        }
        let screen = Screen(knowledge, hasher: NoHasher())
        for text in texts.prefix(5000) { screen.remember(text.0, handle: "a", article: Self.article) }
        let comments = (0..<count).map { Self.submission(words.text(bytes: 2000), number: $0, at: start) }
        var durations = comments.map { comment in clock.measure { _ = screen.verdict(on: comment) } }
        durations.sort()
        median = durations[count / 2]
        slowest1In100 = durations[count * 99 / 100]
        let more = (0..<count).map { Self.submission(words.text(bytes: 2000), number: $0 + count, at: start) }
        let next = Atomic(0)
        let total = clock.measure {
            DispatchQueue.concurrentPerform(iterations: 8) { _ in
                while case let number = next.add(1, ordering: .relaxed).oldValue, number < count {
                    _ = screen.verdict(on: more[number])
                }
            }
        }
        throughput = Double(count) / (total / .seconds(1))
    }

    private static func submission(_ text: String, number: Int, at moment: Timestamp) -> Submission {
        Submission(
            article: article, handle: "handle \(number)", isFirst: false, isEdit: false, text: text,
            network: AddressPrefix("10.\(number >> 8 & 255).\(number & 255).1"),
            formMade: moment.advanced(by: .seconds(-60)), trap: "", at: moment)
    }

    private struct NoHasher: NetworkHasher {
        func digest(of network: AddressPrefix, for purpose: String, at moment: Timestamp) -> NetworkDigest {
            NetworkDigest(day: moment.day, bytes: [])
        }
    }

    /// Makes words that are as long, and come as often, as those of a language do, more or less.
    private struct WordMaker {
        private var state: UInt64

        init(seed: UInt64) { state = seed }

        mutating func word() -> String {
            state &+= 0x9E37_79B9_7F4A_7C15
            let random = ByteHash.mixed(state)
            // Small numbers come often.
            let draws: [Double] = [0, 8, 16].map { shift in Double((random >> UInt64(shift)) & 0xFF) }
            let rank = Int(draws[0] * draws[1] * draws[2] / 2000)
            var hash = ByteHash.mixed(UInt64(rank) + 1)
            let length = 2 + Int(hash & 7)
            var letters: [UInt8] = []
            for _ in 0..<length {
                hash = ByteHash.mixed(hash &+ 1)
                letters.append(UInt8(0x61 + hash % 26))
            }
            return String(decoding: letters, as: UTF8.self)
        }

        mutating func text(bytes: Int) -> String {
            var text = ""
            while text.utf8.count < bytes { text += "\(word()) " }
            return text
        }
    }
}
