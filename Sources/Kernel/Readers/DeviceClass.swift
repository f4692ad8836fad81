/// What a page is read on, as far as its size goes.
package enum DeviceClass: String, Sendable, Hashable, CaseIterable {
    case phone, tablet, desktop

    /// - Parameters:
    ///   - agent: What the browser says of itself.
    ///   - isMobile: What it says in `Sec-CH-UA-Mobile` (User-Agent Client Hints), if it does.
    package init(agent: String?, isMobile: Bool? = nil) {
        if isMobile == true {
            self = .phone
            return
        }
        guard let agent else {
            self = .desktop
            return
        }
        self =
            agent.utf8.withContiguousStorageIfAvailable(Self.read)
            ?? Array(agent.utf8).withUnsafeBufferPointer(Self.read)
    }

    /// Browsers on telephones say “Mobile”; tablets say “iPad”, “Tablet”, or “Android” without “Mobile”.
    private static func read(_ agent: UnsafeBufferPointer<UInt8>) -> DeviceClass {
        var saysAndroid = false
        var saysMobile = false
        for start in agent.indices {
            switch agent[start] {
            case UInt8(ascii: "i") where begins(agent, at: start, with: "iPad"),
                UInt8(ascii: "T") where begins(agent, at: start, with: "Tablet"):
                return .tablet
            case UInt8(ascii: "M") where begins(agent, at: start, with: "Mobi"): saysMobile = true
            case UInt8(ascii: "A") where begins(agent, at: start, with: "Android"): saysAndroid = true
            default: break
            }
        }
        return saysMobile ? .phone : saysAndroid ? .tablet : .desktop
    }

    private static func begins(_ agent: UnsafeBufferPointer<UInt8>, at start: Int, with word: StaticString) -> Bool {
        guard agent.count - start >= word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { word in
            for offset in word.indices where agent[start + offset] != word[offset] { return false }
            return true
        }
    }
}
