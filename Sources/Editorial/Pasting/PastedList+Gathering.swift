extension PastedList {
    /// Makes lists of the loose items among some blocks, nested by their levels.
    static func gathered(_ blocks: [PastedBlock]) -> [PastedBlock] {
        var result: [PastedBlock] = []
        var run: [(level: Int, isNumbered: Bool, line: [PastedInline])] = []
        for block in blocks {
            if case .looseItem(let level, let isNumbered, let line) = block {
                if line.isVisible { run.append((level, isNumbered, line)) }
                continue
            }
            result += lists(of: run[...])
            run = []
            result.append(block)
        }
        return result + lists(of: run[...])
    }

    private typealias LooseItem = (level: Int, isNumbered: Bool, line: [PastedInline])

    /// Levels are from 1 to 9, so this goes no deeper.
    private static func lists(of run: ArraySlice<LooseItem>) -> [PastedBlock] {
        guard let level = run.map(\.level).min() else { return [] }
        var lists: [PastedBlock] = []
        var list: PastedList?
        var rest = run
        while let item = rest.first {
            if item.level > level {
                // Items that are deeper than any before them belong to an item without text.
                let deeper = rest.prefix { $0.level > level }
                rest = rest.dropFirst(deeper.count)
                var present = list ?? PastedList(isNumbered: item.isNumbered)
                if present.items.isEmpty { present.items.append([]) }
                present.items[present.items.count - 1] += Self.lists(of: deeper)
                list = present
                continue
            }
            rest = rest.dropFirst()
            if let finished = list, finished.isNumbered != item.isNumbered {
                lists.append(.list(finished))
                list = nil
            }
            var present = list ?? PastedList(isNumbered: item.isNumbered)
            present.items.append([.paragraph(item.line)])
            list = present
        }
        if let list { lists.append(.list(list)) }
        return lists
    }
}
