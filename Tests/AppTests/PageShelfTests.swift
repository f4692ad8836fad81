import Compositor
import HTTPSupport
import Kernel
import Testing

@testable import App

@Suite struct PageShelfTests {
    private func entry(_ size: Int) -> PageLibrary.Entry {
        // Bytes that do not compress, so that the footprint is about twice the size.
        var state: UInt64 = 1
        let bytes = (0..<size).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
        let page = Page(bytes: bytes, mediaType: .html)
        return PageLibrary.Entry(
            PreparedPage(plate: page.plate, path: "/x"), of: page, expires: Timestamp(milliseconds: .max),
            dependsOnQuery: false)
    }

    @Test func itKeepsWhatFits() {
        var shelf = PageShelf(capacity: 100_000)
        for number in 0..<5 { shelf.insert(entry(1000), at: "/\(number)") }
        #expect(shelf.count == 5)
        for number in 0..<5 { #expect(shelf["/\(number)"] != nil) }
    }

    @Test func itNeverTakesMoreThanItsCapacity() {
        var shelf = PageShelf(capacity: 50_000)
        for number in 0..<200 {
            shelf.insert(entry(1000), at: "/\(number)")
            #expect(shelf.count <= 50_000 / 2256)
        }
        #expect(shelf["/199"] != nil)
    }

    @Test func whatIsAskedForStays() {
        var shelf = PageShelf(capacity: 50_000)
        shelf.insert(entry(1000), at: "/popular")
        for number in 0..<500 {
            shelf.insert(entry(1000), at: "/\(number)")
            _ = shelf["/popular"]
        }
        #expect(shelf["/popular"] != nil)
    }

    @Test func whatAloneWouldFillItIsNotKept() {
        var shelf = PageShelf(capacity: 10_000)
        shelf.insert(entry(100), at: "/small")
        shelf.insert(entry(5000), at: "/large")
        #expect(shelf["/large"] == nil)
        #expect(shelf["/small"] != nil)
    }

    @Test func whatIsForgottenIsGoneAndTheRestIsFound() {
        var shelf = PageShelf(capacity: 100_000)
        for number in 0..<10 { shelf.insert(entry(100), at: "/\(number)") }
        shelf.forget(["/0", "/9", "/5", "/not-there"])
        #expect(shelf.count == 7)
        for number in [1, 2, 3, 4, 6, 7, 8] { #expect(shelf["/\(number)"] != nil) }
        shelf.forgetAll()
        #expect(shelf.count == 0)
        #expect(shelf.generation == 2)
    }

    @Test func whatIsReadStaysUntilItIsMadeAnew() throws {
        var shelf = PageShelf(capacity: 100_000)
        for path in ["/read", "/unread"] { shelf.insert(entry(100), at: path) }
        let old = try #require(shelf["/read"])
        let outdated = shelf.outdate(["/read", "/unread", "/not-there"])
        #expect(Array(outdated.keys) == ["/read"])
        #expect(shelf.generation == 1)
        #expect(shelf["/unread"] == nil)
        #expect(shelf["/read"] === old)
        let new = entry(100)
        shelf.insert(new, at: "/read")
        shelf.forget(old, at: "/read")
        #expect(shelf["/read"] === new)
        shelf.forget(new, at: "/read")
        #expect(shelf["/read"] == nil)
    }
}
