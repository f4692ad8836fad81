/// The comments that stand around everything that is not editorial, so that anybody can take it out again.
///
/// What lies between `<!--fill NAME-->` and the next `<!--/fill-->` is a fill; fills do not nest.
package enum Fence {
    package static let closing = Array("<!--/fill-->".utf8)

    package static func opening(naming name: String) -> [UInt8] { Array("<!--fill \(name)-->".utf8) }

    /// A fill between its comments; one that holds a closing comment itself would end too early, so it is left out.
    package static func around(_ fill: [UInt8], naming name: String) -> [UInt8] {
        opening(naming: name) + (holdsClosing(fill) ? [] : fill) + closing
    }

    /// Whether a fill could be mistaken for its own end.
    package static func holdsClosing(_ fill: [UInt8]) -> Bool {
        guard fill.count >= closing.count else { return false }
        return (0...(fill.count - closing.count)).contains { start in
            fill[start] == closing[0] && fill[start..<(start + closing.count)].elementsEqual(closing)
        }
    }
}
