import Compositor
import Foundation
import HTTPSupport
import Kernel
import NIOCore
import RouterTestSupport
import TestSupport
import Testing

@testable import App

/// P2: what is left of a page as it was answered is what its editorial name is made of.
@Suite struct ErasedPagesTests {
    private let clock = FixedClock(Timestamp(milliseconds: 1_795_478_400_000))

    @Test(arguments: ["us", "eu", "uk"])
    func everyPageOfTheExampleGivesItsEditorialBytes(profile: String) async throws {
        let environment = ["MASTHEAD_DISCLOSURE_PROFILE": profile]
        try await withExampleStores(clock: clock, environment: environment) { settings, stores in
            #expect("\(settings.disclosureProfile)" == profile)
            let site = try await Site.example(settings, stores, clock: clock)
            var earning = 0
            for path in try await EditorialProbe(site, stores).paths() + ["/partners"] {
                guard let route = Route(path: path), case .entry(let entry)? = try await site.library.page(at: route)
                else { continue }
                let plain = bytes(of: entry, in: site, packed: false)
                let packed = bytes(of: entry, in: site, packed: true)
                let unpacked = try #require(Gzip.unpacked(packed, upTo: plain.count + 4096), "\(path)")
                let editorial = try Erasure.erase(plain)
                // Slots take turns, so the two answers differ in what is taken out.
                #expect(try Erasure.erase(unpacked) == editorial, "\(path)")
                #expect(Erasure.digest(of: editorial).hasPrefix(entry.page.version), "\(path)")
                let text = String(decoding: editorial, as: UTF8.self)
                #expect(text == Eraser.erase(String(decoding: plain, as: UTF8.self)), "\(path)")
                if text.utf8.count < plain.count, String(decoding: plain, as: UTF8.self).contains("data-plain") {
                    earning += 1
                }
                #expect(!text.contains("data-plain") && !text.contains("<!--fill"), "\(path)")
            }
            #expect(earning >= 2)
        }
    }

    private func bytes(of entry: PageLibrary.Entry, in site: Site, packed: Bool) -> [UInt8] {
        let request = ReadyRequest(path: "/", hasQuery: false, acceptsGzip: packed, ifNoneMatch: nil)
        return site.library.answer(request, with: entry).body.flatMap { Array($0.readableBytesView) }
    }

    @Test func whatIsNoPageIsRefusedInOneLine() async throws {
        try await withTemporaryFolder("erased") { folder in
            let cases: [(bytes: [UInt8], slug: String)] = [
                ([], "not-a-page"),
                (Array("plain text".utf8), "not-a-page"),
                ([0x1F, 0x8B, 8, 0], "not-a-page"),
                (Array("<html>".utf8) + [0xFF, 0xFE], "not-a-page"),
                (Array("<html>".utf8) + [0], "not-a-page"),
                (Array("<html><!--fill x-->".utf8), "page-fences"),
                (Array("<html><!--/fill-->".utf8), "page-fences"),
                (Array("<html><!--fill x--><!--fill y--><!--/fill--><!--/fill-->".utf8), "page-fences"),
                ([UInt8](repeating: UInt8(ascii: "<"), count: 50 << 20), "page-too-long"),
            ]
            for (bytes, slug) in cases {
                try Data(bytes).write(to: URL(fileURLWithPath: folder + "/page"))
                let problem = try #require(await problem(of: folder + "/page"))
                #expect(problem.slug == slug)
                #expect(!problem.description.contains("\n"))
            }
        }
    }

    @Test(arguments: [
        "/no/such/file", "/", "http://10.0.0.1/", "http://169.254.169.254/", "http://[fd00::1]/", "http://0.0.0.0/",
        "http://a:b@site.example/", "http://127.0.0.1:1/", "https://",
    ])
    func whatCannotBeReadIsToldInOneLine(place: String) async throws {
        let problem = try #require(await problem(of: place))
        #expect(problem.slug == "page-unreadable")
        #expect(!problem.description.contains("\n"))
    }

    @Test func aPageIsReadFromAFile() async throws {
        try await withTemporaryFolder("erased") { folder in
            let page = "\u{20}\n<p>a<!--fill slot top-->b<!--/fill-->c</p>"
            try Data(page.utf8).write(to: URL(fileURLWithPath: folder + "/page"))
            let erased = try await ErasedPage(of: PagePlace(folder + "/page"))
            #expect(String(decoding: erased.bytes, as: UTF8.self) == " \n<p>ac</p>")
            #expect(erased.digest == Erasure.digest(of: Array(" \n<p>ac</p>".utf8)))
        }
    }

    private func problem(of place: String) async -> Problem? {
        do {
            _ = try await ErasedPage(of: PagePlace(place))
            return nil
        } catch {
            return error as? Problem
        }
    }
}
