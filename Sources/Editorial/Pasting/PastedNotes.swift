/// The footnotes of pasted matter: a mark in the text and a note lead to each other, whatever program wrote them.
struct PastedNotes: Sendable, Hashable {
    /// The links that are marks in the text, by number of element, with which note they lead to.
    private(set) var marks: [Int: Int] = [:]
    /// The links that lead back from a note, which say nothing themselves.
    private(set) var backLinks: Set<Int> = []
    /// The blocks that are notes, by number of element.
    private(set) var blocks: [Int: Int] = [:]
    private(set) var count = 0

    private struct Link {
        let number: Int
        let target: String
        /// What may be its name for the other side: its own and those of what it stands in.
        let names: [String]
        let block: Int?
        let isMarkLike: Bool
    }

    private static let noteBlocks: Set<String> = ["p", "li", "div", "dd", "aside"]

    init(in nodes: [HTMLNode]) {
        var links: [Link] = []
        Self.gather(nodes, ids: [], block: nil, into: &links)
        var byName: [String: Int] = [:]
        for (index, link) in links.enumerated() {
            for name in link.names where byName[name] == nil { byName[name] = index }
        }
        var noteOfTarget: [String: Int] = [:]
        for (index, link) in links.enumerated() where link.isMarkLike {
            if let note = noteOfTarget[link.target] {
                marks[link.number] = note
                continue
            }
            // The note is the later of the two.
            guard let other = byName[link.target], other > index, links[other].names.isEmpty == false,
                link.names.contains(links[other].target), let block = links[other].block, blocks[block] == nil
            else { continue }
            noteOfTarget[link.target] = count
            marks[link.number] = count
            blocks[block] = count
            count += 1
        }
        // Back-links of one note: every link in its block to a mark of it.
        for link in links {
            guard let block = link.block, blocks[block] != nil, marks[link.number] == nil,
                let other = byName[link.target], marks[links[other].number] == blocks[block]
            else { continue }
            backLinks.insert(link.number)
        }
    }

    /// Whether a text may be the mark of a note: “1”, “[12]”, “iv”, “*”.
    static func isMark(_ text: String) -> Bool {
        let core = text.filter { !$0.isWhitespace && !"[]()".contains($0) }
        guard !core.isEmpty, core.count <= 4 else { return false }
        return core.allSatisfy(\.isNumber) || core.allSatisfy { "*†‡§".contains($0) }
            || core.allSatisfy { "ivxlc".contains($0) } || (core.count == 1 && core.allSatisfy(\.isLetter))
    }

    /// Whether an address names a note of the page that it was copied from.
    static func leadsToNote(_ address: String) -> Bool {
        if address.hasPrefix("#") { return true }
        guard let hash = address.lastIndex(of: "#") else { return false }
        let fragment = address[address.index(after: hash)...].lowercased()
        return ["_edn", "_ftn", "cite_note", "endnote", "fn", "footnote", "ftn", "note", "sdendnote", "sdfootnote"]
            .contains { fragment.hasPrefix($0) }
    }

    private static func gather(_ nodes: [HTMLNode], ids: [String], block: Int?, into links: inout [Link]) {
        for case .element(let element) in nodes {
            let own = [element["id"], element["name"]].filter { !$0.isEmpty }
            let names = Array((own + ids).prefix(6))
            if element.name == "a", element["href"].contains("#") {
                // Word writes the whole address of the document before the mark.
                let target = String(element["href"].split(separator: "#").last ?? "")
                links.append(
                    Link(
                        number: element.number, target: target, names: names, block: block,
                        isMarkLike: isMark(element.text)))
            }
            gather(
                element.children, ids: own.isEmpty && ids.count > 4 ? Array(ids.prefix(4)) : names,
                block: noteBlocks.contains(element.name) ? element.number : block, into: &links)
        }
    }
}
