import Foundation
import HTTPSupport
import Kernel
import TestSupport
import Testing

@testable import App

@Suite struct ExampleSiteTests {
    private let clock = FixedClock(Timestamp(milliseconds: 1_795_478_400_000))

    @Test func everyFileOfItIsInTheBinary() throws {
        let content = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/CExampleSite/content").standardizedFileURL
        let found = try #require(FileManager.default.enumerator(at: content, includingPropertiesForKeys: nil))
        let files = found.compactMap { $0 as? URL }.filter { !$0.hasDirectoryPath }
            .map { String($0.standardizedFileURL.path.dropFirst(content.path.count + 1)) }
        #expect(Set(ExampleFiles().paths) == Set(files))
    }

    @Test func itHasArticlesOverSeveralTopics() async throws {
        try await withTemporaryFolder("app") { folder in
            let data = DataDirectory(folder + "/site")
            let articles = try await ExampleSite(clock: clock).make(in: data, environment: [:])
            #expect(articles >= 12)
            #expect(data.holdsSite)
        }
    }

    @Test func itIsNotMadeOverSomethingElse() async throws {
        try await withTemporaryFolder("app") { folder in
            let data = DataDirectory(folder)
            try "mine".write(toFile: folder + "/notes.txt", atomically: true, encoding: .utf8)
            let problem = await #expect(throws: Problem.self) {
                try await ExampleSite(clock: clock).make(in: data, environment: [:])
            }
            #expect(problem?.kind == .conflict)
            #expect(try String(contentsOfFile: folder + "/notes.txt", encoding: .utf8) == "mine")
        }
    }

    @Test func whatACutShortRunLeftIsNoObstacle() async throws {
        try await withTemporaryFolder("app") { folder in
            let data = DataDirectory(folder + "/site")
            let workshop = DataDirectory(folder + "/site.making")
            try workshop.create()
            try "half".write(toFile: workshop.path + "/editorial.sqlite", atomically: true, encoding: .utf8)
            #expect(!data.holdsSite)
            _ = try await ExampleSite(clock: clock).make(in: data, environment: [:])
            #expect(data.holdsSite)
            #expect(!FileManager.default.fileExists(atPath: workshop.path))
        }
    }
}
