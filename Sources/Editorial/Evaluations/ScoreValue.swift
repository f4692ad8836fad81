package import Database

/// How well a product does by one criterion: 0 to 10 in steps of a tenth, kept as whole tenths.
package struct ScoreValue: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 0 to 100.
    package let tenths: Int

    package static let range = 0...100

    /// `nil` outside 0…100.
    package init?(tenths: Int) {
        guard Self.range.contains(tenths) else { return nil }
        self.tenths = tenths
    }

    /// Reads `7`, `7.5` or `10.0`; `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = String(text).split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy(Self.isDigits), parts[0].utf8.count <= 2,
            let whole = Int(parts[0])
        else { return nil }
        guard parts.count == 2 else {
            self.init(tenths: whole * 10)
            return
        }
        guard parts[1].utf8.count == 1, let tenths = Int(parts[1]) else { return nil }
        self.init(tenths: whole * 10 + tenths)
    }

    /// With one decimal: `7.5`, `10.0`.
    package var description: String { "\(tenths / 10).\(tenths % 10)" }

    package static func < (left: Self, right: Self) -> Bool { left.tenths < right.tenths }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}

extension ScoreValue: ColumnCodable {
    package init?(databaseValue: Value) {
        guard let tenths = Int(databaseValue: databaseValue) else { return nil }
        self.init(tenths: tenths)
    }

    package var databaseValue: Value { tenths.databaseValue }
}
