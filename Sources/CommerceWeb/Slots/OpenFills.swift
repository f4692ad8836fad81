import Kernel
import Markup
import Synchronization

/// Fills with the script that asks who pays, made once for each of the site's own advertisements.
final class OpenFills: Sendable {
    private struct Known {
        /// Kept, so that no other fill can come to have its identity.
        let house: SlotFill
        let opened: SlotFill
    }

    private static let most = 512

    private let script: String
    private let empty: SlotFill
    private let known = Mutex<[ObjectIdentifier: Known]>([:])

    init(script: String) {
        self.script = script
        empty = Self.opened([], script)
    }

    func opened(_ house: SlotFill?) -> SlotFill {
        guard let house else { return empty }
        return known.withLock { known in
            if let known = known[ObjectIdentifier(house)] { return known.opened }
            if known.count >= Self.most { known.removeAll() }
            let opened = Self.opened(house.segments.flatMap(\.self), script)
            known[ObjectIdentifier(house)] = Known(house: house, opened: opened)
            return opened
        }
    }

    private static func opened(_ html: [UInt8], _ script: String) -> SlotFill {
        var written = HTMLWriter()
        written.raw(html)
        written.element(.script, .src(script), .async) { _ in }
        return SlotFill(kind: .open, html: written.bytes)
    }
}
