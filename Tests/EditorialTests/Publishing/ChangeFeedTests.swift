import Synchronization
import Testing

@testable import Editorial

@Suite("The feed of changes")
struct ChangeFeedTests {
    @Test("tells its observers in order until they leave")
    func observers() {
        let feed = ChangeFeed()
        let heard = Mutex<[String]>([])
        let first = feed.observe { _ in heard.withLock { $0.append("first") } }
        feed.observe { _ in heard.withLock { $0.append("second") } }
        feed.announce(.everything)
        feed.remove(first)
        feed.remove(first)
        feed.announce(.articles([slug("a")]))
        feed.announce(.articles([]))
        #expect(heard.withLock { $0 } == ["first", "second", "second"])
    }

    @Test("lets an observer leave while it is told")
    func leaving() {
        let feed = ChangeFeed()
        let token = Mutex<ChangeFeed.Token?>(nil)
        let count = Mutex(0)
        let own = feed.observe { _ in
            count.withLock { $0 += 1 }
            if let token = token.withLock({ $0 }) { feed.remove(token) }
        }
        token.withLock { $0 = own }
        feed.announce(.everything)
        feed.announce(.everything)
        #expect(count.withLock { $0 } == 1)
    }
}
