/// The links of a text, as a reader would see them: addresses, bare names of sites, and Markdown’s links.
struct LinkScan: Sendable {
    struct Link: Sendable, Hashable {
        /// In lower case, without `www.`.
        let host: String
        /// Where it stands in the text’s bytes.
        let range: Range<Int>
        /// A host that its text names instead, when that is another.
        var pretends: String?
    }

    private(set) var links: [Link] = []
    /// The share of the text’s letters and signs that are links, from 0 to 1.
    private(set) var share = 0.0

    init(_ text: String) {
        var bytes = Array(text.utf8)
        for index in bytes.indices where (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[index]) {
            bytes[index] |= 0x20
        }
        scan(bytes)
        let ink = bytes.count { $0 > 0x20 }
        let inLinks = links.reduce(0) { $0 + $1.range.count }
        share = ink == 0 ? 0 : min(Double(inLinks) / Double(ink), 1)
    }

    private mutating func scan(_ text: [UInt8]) {
        var opened: Int?
        var place = 0
        while place < text.count {
            let byte = text[place]
            if byte == UInt8(ascii: "[") { opened = place + 1 }
            guard Self.isNameByte(byte), place == 0 || !Self.isNameByte(text[place - 1]) else {
                place += 1
                continue
            }
            guard let host = Self.host(in: text, at: place) else {
                // No part of such a name is a site’s either.
                place = Self.name(at: place, of: text).endIndex
                continue
            }
            let end = text[place...].firstIndex(where: Self.endsLink) ?? text.count
            add(Link(host: host, range: place..<end), in: text, opened: opened)
            place = end
        }
    }

    /// Adds a link; one that is the text of the link is part of it.
    private mutating func add(_ link: Link, in text: [UInt8], opened: Int?) {
        var link = link
        let start = link.range.lowerBound
        if let opened, start >= 2, opened <= start - 2, text[start - 1] == UInt8(ascii: "("),
            text[start - 2] == UInt8(ascii: "]")
        {
            if let last = links.last, last.range.lowerBound >= opened { links.removeLast() }
            if let named = Self.host(in: Array(text[opened..<start - 2].prefix(300)), at: 0),
                !Self.isSame(named, link.host)
            {
                link.pretends = named
            }
        }
        links.append(link)
    }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        left == right || left.hasSuffix(".\(right)") || right.hasSuffix(".\(left)")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func endsLink(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: ")"),
            UInt8(ascii: "]"), UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "|"), UInt8(ascii: "*"):
            true
        default: false
        }
    }

    /// The labels of a name with what joins them: an example.org is one, and each of two dots ends it.
    private static func name(at start: Int, of text: [UInt8]) -> ArraySlice<UInt8> {
        var end = start
        while end < text.count {
            let joins = text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: "_")
            let parts = text[end] == UInt8(ascii: ".") && end + 1 < text.count && isNameByte(text[end + 1])
            guard isNameByte(text[end]) || joins || parts else { break }
            end += 1
        }
        return text[start..<end]
    }

    /// The host that the text at a place leads to; `nil` when it leads nowhere.
    private static func host(in text: [UInt8], at start: Int) -> String? {
        var start = start
        var isAddress = false
        for scheme in schemes where text[start...].starts(with: scheme) {
            start += scheme.count
            isAddress = true
        }
        var name = name(at: start, of: text)
        if name.starts(with: "www.".utf8) {
            name = name.dropFirst(4)
            isAddress = true
        }
        let labels = name.split(separator: UInt8(ascii: "."))
        guard let last = labels.last, name.count <= 253,
            isAddress || labels.count >= 2 && KnownHosts.endings.contains(String(decoding: last, as: UTF8.self))
        else { return nil }
        return String(decoding: name, as: UTF8.self)
    }

    private static let schemes = [Array("http://".utf8), Array("https://".utf8)]
}
