import Audience
import Database
import Kernel
import TestSupport
import Testing

/// Comments of which moderators might decide.
private enum Decided {
    static let spam = [
        "Check out my channel and subscribe", "Subscribe to my channel please", "Check out my new video on my channel",
        "Make money from home at WWW.CASH.EXAMPLE", "FREE gift cards here: http://gift.example/win?ref=1",
        "Guys please check out my cover and subscribe", "Earn $5000 a week, just visit my site http://earn.example",
        "Follow me and I follow you back, subscribe!!!", "My channel has free gift cards, check it out",
        "Please subscribe, I need 100 subscribers", "Visit my website for cheap watches", "Check my channel out",
    ]
    static let good = [
        "The figure in the second paragraph is from 2019", "I was there in 1988 and it was as you say",
        "Thanks, that answers what I wanted to know", "Is there a source for the last sentence?",
        "My father told me the same about the border", "That depends on who counts, as the report says",
        "The map is wrong, the river is further north", "What happened to those who went back?",
        "I don't agree with the conclusion at all", "A very clear answer, thank you", "He died in 2011, not in 2012",
        "How many of them are women?",
    ]

    static func samples(_ texts: [String], isSpam: Bool) -> [ClassifierMeasure.Sample] {
        texts.map { ClassifierMeasure.Sample($0, isSpam: isSpam) }
    }
}

@Suite struct ClassifierTests {
    @Test func whatWasNotSeenIsToldByWhatWas() throws {
        let learning = Decided.samples(Decided.spam, isSpam: true) + Decided.samples(Decided.good, isSpam: false)
        let judging =
            Decided.samples(
                ["Hey, check out the new song on my channel", "subscribe to me", "free money at http://x.example"],
                isSpam: true)
            + Decided.samples(
                ["Who counts those at the border?", "I read the report and the figure is right"], isSpam: false)
        let measure = try #require(ClassifierMeasure(learning: learning, judging: judging))
        #expect(measure.area == 1)
        #expect(measure.atRecall.precision == 1)
        #expect(measure.atRecall.recall == 1)
        #expect(measure.calibration.reduce(0) { $0 + $1.count } == 5)
    }

    @Test func oneKindAloneTeachesNothing() {
        let spam = Decided.samples(Decided.spam, isSpam: true)
        #expect(ClassifierMeasure(learning: spam, judging: spam) == nil)
        #expect(ClassifierMeasure(learning: [], judging: []) == nil)
    }

    @Test(arguments: TestEngine.allCases)
    func itSpeaksOnceItKnowsEnoughAndForgetsWhatIsTakenBack(engine: TestEngine) async throws {
        try await withScreen(engine) { database, screen, upkeep, clock in
            let submission = ScreenFixture.submission("Hey everybody, check out the videos on my channel")
            func rules() -> Set<Finding.Rule> {
                let rules = screen.verdict(on: submission).rules
                screen.forget(submission.text, handle: submission.handle, article: submission.article)
                return rules
            }
            try await database.write { connection in
                let trainer = ExampleTrainer(clock: clock)
                for (number, text) in (Decided.spam + Decided.good).enumerated() {
                    try trainer.learn(Self.comment(number), text: text, isSpam: number < 12, in: connection)
                }
            }
            try await upkeep.pulse(at: clock.now())
            // Twelve of each kind are too few.
            #expect(rules() == [])
            var changed = ScreeningRules()
            changed[.examples] = 12
            changed[.spamHeld] = 0.6
            try await ScreenStore(database: database).set(changed)
            try await upkeep.pulse(at: clock.now())
            #expect(rules() == [.classifier])
            let finding = screen.verdict(on: submission).findings.first
            #expect(finding?.detail.contains("What speaks most for it: “") == true)
            #expect((0.6...1).contains(finding?.risk ?? 0))
            screen.forget(submission.text, handle: submission.handle, article: submission.article)
            try await database.write { connection in
                try ExampleTrainer(clock: clock).forget(Self.comment(0), in: connection)
            }
            try await upkeep.pulse(at: clock.now())
            #expect(rules() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theOldestDecisionsAreDrivenOut(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "audience", migrations: AudienceSchema.migrations) { database in
            for number in 0..<6 {
                try await database.write { connection in
                    try ScreenStore.learn(
                        Self.comment(number % 5), isSpam: number.isMultiple(of: 2), text: "text \(number)",
                        at: ScreenFixture.start.advanced(by: .seconds(number)), in: connection, most: 3)
                }
            }
            let kept = try await database.read { connection in
                try connection.rows("SELECT text, spam FROM screening_example ORDER BY decided").map { row in
                    "\(try row.value("text", as: String.self)) \(try row.value("spam", as: Int.self))"
                }
            }
            // The last is a later decision on the first comment, which had been driven out.
            #expect(kept == ["text 3 0", "text 4 1", "text 5 0"])
        }
    }

    private static func comment(_ number: Int) -> Audience.Comment.ID {
        Audience.Comment.ID(high: 0x7000, low: UInt64(number))
    }
}

/// Gives `body` a screen that is kept in step with a store.
func withScreen(
    _ engine: TestEngine, _ body: (any Database, Screen, ScreenUpkeep, SettableClock) async throws -> Void
) async throws {
    try await withDatabase(engine, store: "audience", migrations: AudienceSchema.migrations) { database in
        let keys = NetworkKeys(database: database)
        let screen = Screen(hasher: keys)
        try await body(
            database, screen, ScreenUpkeep(database: database, screen: screen, keys: keys, rest: 0),
            SettableClock(ScreenFixture.start))
    }
}
