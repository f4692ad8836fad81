extension PastedReader {
    private static let mostColumns = 50

    mutating func table(_ element: HTMLElement, _ look: PastedLook) -> [PastedBlock] {
        let rows = Self.rows(in: element.children)
        let widest = rows.map { Self.cells(in: $0).count }.max() ?? 0
        // One column, or more than Markdown can show, is a layout and no table.
        guard widest > 1, widest <= Self.mostColumns, rows.count > 1 else {
            return rows.flatMap { row in Self.cells(in: row).flatMap { blocks($0.children, look) } }
        }
        var table = PastedTable()
        var ends: [Int: Int] = [:]
        var centres: [Int: Int] = [:]
        for row in rows {
            var line: [[PastedInline]] = []
            for cell in Self.cells(in: row) where line.count < Self.mostColumns {
                let style = PastedStyle(cell)
                if cell.name == "td" {
                    switch style.textAlignment ?? Self.alignment(of: cell) {
                    case "right", "end": ends[line.count, default: 0] += 1
                    case "center": centres[line.count, default: 0] += 1
                    default: break
                    }
                }
                line.append(style.isHidden ? [] : inlines(cell.children, look))
                // A cell over several columns leaves those beside it empty.
                let columns = min(Int(cell["colspan"]) ?? 1, Self.mostColumns - line.count + 1)
                if columns > 1 { line += Array(repeating: [], count: columns - 1) }
            }
            if line.contains(where: \.isVisible) { table.rows.append(line) }
        }
        let columns = table.rows.map(\.count).max() ?? 0
        table.rows = table.rows.map { $0 + Array(repeating: [], count: columns - $0.count) }
        table.alignments = (0..<columns).map { column in
            // Most cells of a column decide; its head is set as they are.
            if ends[column, default: 0] * 2 >= rows.count { return .end }
            return centres[column, default: 0] * 2 >= rows.count ? .centre : .start
        }
        return table.rows.isEmpty ? [] : [.table(table)]
    }

    /// Word aligns the paragraph in the cell.
    private static func alignment(of cell: HTMLElement) -> String {
        if !cell["align"].isEmpty { return cell["align"].lowercased() }
        for case .element(let child) in cell.children where child.isBlock {
            return child["align"].isEmpty ? PastedStyle(child).textAlignment ?? "" : child["align"].lowercased()
        }
        return ""
    }

    private static func rows(in nodes: [HTMLNode]) -> [HTMLElement] {
        nodes.flatMap { node -> [HTMLElement] in
            guard case .element(let element) = node else { return [] }
            switch element.name {
            case "tr": return [element]
            case "thead", "tbody", "tfoot": return rows(in: element.children)
            default: return []
            }
        }
    }

    private static func cells(in row: HTMLElement) -> [HTMLElement] {
        row.children.compactMap { node in
            guard case .element(let element) = node, element.name == "td" || element.name == "th" else { return nil }
            return element
        }
    }
}
