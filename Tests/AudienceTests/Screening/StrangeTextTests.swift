import Audience
import Kernel
import TestSupport
import Testing

/// Texts that nobody who means well writes.
@Suite struct StrangeTextTests {
    private static let strange: [String] = [
        "", " ", "\u{0}", "\u{200B}\u{200D}\u{FEFF}", "😀", String(repeating: "😀", count: 5000),
        String(repeating: "a", count: 20_000), String(repeating: "a ", count: 10_000),
        "مرحبا بالعالم \u{202E}txt.exe", String(repeating: "\u{202E}", count: 20_000),
        String(repeating: "e\u{301}\u{302}\u{303}", count: 5000), String(repeating: "x", count: 85),
        String(repeating: "http://a.b ", count: 10_000), String(repeating: "[", count: 20_000),
        String(repeating: "](http://", count: 5000), String(repeating: "[a](b.com)", count: 5000),
        String(repeating: "*", count: 20_000), String(repeating: "f r e e ", count: 5000),
        String(decoding: [0xED, 0xA0, 0x80, 0xFF, 0xC0, 0x80, 0xF5] as [UInt8], as: UTF8.self),
        String(repeating: "中文垃圾评论", count: 3000), "\u{FFFD}\u{10FFFF}\u{E000}", "www.", "http://", "https://[", "a@b.c",
        String(repeating: "a.", count: 10_000), String(repeating: "1", count: 20_000),
    ]

    private func knowing() throws -> Screen {
        let words = try ScreenFixture.words([
            ("free", .hold), ("*aa*b", .refuse), ("a*aa*a*b", .hold), ("垃圾", .hold), ("a a a aa b", .refuse),
        ])
        return ScreenFixture.screen { $0.words = words }
    }

    @Test(arguments: strange.indices)
    func eachIsJudgedAtOnce(number: Int) throws {
        let screen = try knowing()
        let submission = ScreenFixture.submission(Self.strange[number], handle: Self.strange[number])
        let duration = ProcessorTime.measure { _ = screen.verdict(on: submission) }
        #expect(duration < .seconds(2), "in a debug build")
    }

    @Test func thousandsOfLinksAreRefused() throws {
        let result = try knowing().verdict(
            on: ScreenFixture.submission(String(repeating: "http://a.example ", count: 10_000)))
        #expect(result.problem?.slug == "comment-links")
        #expect(result.findings.allSatisfy { $0.detail.count < 300 })
    }

    /// Texts of what the rules look for, in every order.
    private static func text(_ generator: inout SeededGenerator) -> String {
        let parts = [
            "http://", "www.", "bit.ly/", "example.com", "[", "](", ")", " ", "free", "fr3e", "f r e e", "é", "е",
            "\u{200B}",
            "😀", "中", "\u{301}", "*", "a", "aa", "b", ".", "@", "\n", "\u{0}", "$", "'", "<a href=\"", "&amp;", "Ａ",
            "𝐀",
        ]
        return (0..<Int.random(in: 0...60, using: &generator))
            .compactMap { _ in parts.randomElement(using: &generator) }.joined()
    }

    @Test(arguments: 0..<20)
    func aTextSentTwiceIsADuplicate(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<100 {
            let screen = try knowing()
            let submission = ScreenFixture.submission(Self.text(&generator))
            let first = screen.verdict(on: submission)
            let second = screen.verdict(on: submission)
            if first.problem == nil {
                #expect(second.problem != nil && second.rules.contains(.duplicate), "\(submission.text)")
            } else {
                #expect(second == first)
            }
        }
    }

    @Test func manyMayAskAtOnce() async throws {
        let screen = try knowing()
        let shown = await withTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<200).count { number in
                        // Each text is sent by two tasks in the same name: one of them has it.
                        let text = "It is text \(number) of pair \(task / 2)"
                        if number.isMultiple(of: 50) { screen.update { $0.rules[.perMinute] = 4 } }
                        return screen.verdict(on: ScreenFixture.submission(text, handle: "Pair \(task / 2)")).problem
                            == nil
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(shown == 800)
    }
}
