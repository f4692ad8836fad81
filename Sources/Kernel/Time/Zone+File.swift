extension Zone {
    /// Reads a compiled zone of version 2 or later (TZif, RFC 9636); `nil` for anything else, and for leap-second zones.
    package init?(name: String, file: [UInt8]) {
        guard let old = Header(file[...]), old.version >= UInt8(ascii: "2") else { return nil }
        // The block for old readers, with times of 32 bits, is passed over.
        guard let start = old.end(timeSize: 4, from: 0), let header = Header(file[start...]), header.leaps == 0,
            header.types > 0, let end = header.end(timeSize: 8, from: start)
        else { return nil }
        var at = start + Header.size
        let changes = (0..<header.changes).map { Self.integer(file[(at + $0 * 8)..<(at + $0 * 8 + 8)]) }
        at += header.changes * 8
        let kinds = file[at..<(at + header.changes)].map(Int.init)
        at += header.changes
        let types = file[at..<(at + header.types * 6)]
        let names = file[(at + header.types * 6)..<(at + header.types * 6 + header.characters)]
        var offsets: [Offset] = []
        for index in 0..<header.types {
            let type = types[(types.startIndex + index * 6)..<(types.startIndex + index * 6 + 6)]
            let seconds = Int(Int32(truncatingIfNeeded: Self.integer(type.prefix(4))))
            let first = Int(type[type.startIndex + 5])
            guard first < names.count, (-93_599...93_599).contains(seconds) else { return nil }
            let letters = names[(names.startIndex + first)...].prefix { $0 != 0 }
            offsets.append(Offset(seconds: seconds, abbreviation: String(decoding: letters, as: UTF8.self)))
        }
        guard kinds.allSatisfy({ $0 < offsets.count }), zip(changes, changes.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
        let footer = file[end...]
        guard footer.first == UInt8(ascii: "\n"), footer.count >= 2, footer.last == UInt8(ascii: "\n") else {
            return nil
        }
        let text = String(decoding: footer.dropFirst().dropLast(), as: UTF8.self)
        let rule = ZoneRule(text)
        guard text.isEmpty || rule != nil else { return nil }
        self.init(name: name, changes: changes, offsets: kinds.map { offsets[$0] }, earliest: offsets[0], rule: rule)
    }

    /// A signed number of four or eight bytes, the most significant first.
    private static func integer(_ bytes: ArraySlice<UInt8>) -> Int64 {
        Int64(bitPattern: bytes.reduce(0) { $0 << 8 | UInt64($1) })
    }

    private struct Header {
        static let size = 44

        let version: UInt8
        let indicators: Int
        let leaps: Int
        let changes: Int
        let types: Int
        let characters: Int

        init?(_ bytes: ArraySlice<UInt8>) {
            guard bytes.count >= Self.size, bytes.starts(with: "TZif".utf8) else { return nil }
            version = bytes[bytes.startIndex + 4]
            let counts = (0..<6).map { index in
                let start = bytes.startIndex + 20 + index * 4
                return Int(Zone.integer(bytes[start..<(start + 4)]))
            }
            // More than any zone has; the sums below cannot overflow.
            guard counts.allSatisfy({ $0 < 100_000 }) else { return nil }
            indicators = counts[0] + counts[1]
            leaps = counts[2]
            changes = counts[3]
            types = counts[4]
            characters = counts[5]
            available = bytes.count
        }

        private let available: Int

        /// Where the block that begins at `start` ends; `nil` when the file ends before.
        func end(timeSize: Int, from start: Int) -> Int? {
            let length =
                Self.size + changes * (timeSize + 1) + types * 6 + characters + leaps * (timeSize + 4) + indicators
            return length <= available ? start + length : nil
        }
    }
}
