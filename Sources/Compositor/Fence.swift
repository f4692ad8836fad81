/// The comments that stand around everything that is not editorial, so that anybody can take it out again.
///
/// What lies between `<!--fill NAME-->` and the next `<!--/fill-->` is a fill; fills do not nest.
package enum Fence {
    static let openingStart = Array("<!--fill ".utf8)

    package static let closing = Array("<!--/fill-->".utf8)

    package static func opening(naming name: String) -> [UInt8] { openingStart + Array("\(name)-->".utf8) }

    /// A fill between its comments; one that holds such a comment itself could not be taken out again, so it is left out.
    package static func around(_ fill: [UInt8], naming name: String) -> [UInt8] {
        opening(naming: name) + (breaks(fill) ? [] : fill) + closing
    }

    /// Whether a fill holds what begins or ends one.
    package static func breaks(_ fill: [UInt8]) -> Bool {
        let all = 0..<fill.count
        return fill.firstOffset(of: closing, in: all) != nil || fill.firstOffset(of: openingStart, in: all) != nil
    }
}
