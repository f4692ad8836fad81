/// Writes pasted matter down as Markdown.
struct PastedWriter {
    let firstNote: Int

    /// - Parameter notes: What the footnotes say, in the order of their marks.
    func markdown(of blocks: [PastedBlock], notes: [[PastedInline]]) -> String {
        // The highest heading of a text is its second level; its first is the title.
        let isShifted = blocks.contains { if case .heading(1, _) = $0 { true } else { false } }
        var parts = [write(blocks, headingShift: isShifted ? 1 : 0)]
        parts += notes.enumerated().compactMap { index, line in
            line.isVisible ? "[^\(firstNote + index)]: \(self.line(line, endingLinesWith: " "))" : nil
        }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private func write(_ blocks: [PastedBlock], headingShift: Int = 0) -> String {
        blocks.map { write($0, headingShift) }.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private func write(_ block: PastedBlock, _ headingShift: Int) -> String {
        switch block {
        case .paragraph(let line), .looseItem(_, _, let line): return paragraph(line)
        case .heading(let level, let line):
            let text = self.line(line, endingLinesWith: " ")
            return text.isEmpty ? "" : "\(String(repeating: "#", count: min(level + headingShift, 6))) \(text)"
        case .list(let list): return write(list)
        case .quotation(let blocks):
            return write(blocks).split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
        case .code(let language, let code): return fenced(code, language)
        case .table(let table): return write(table)
        case .rule: return "---"
        }
    }

    /// The lines of a paragraph; two line breaks in a row end it.
    private func paragraph(_ line: [PastedInline]) -> String {
        var paragraphs: [[PastedInline]] = [[]]
        var breaks = 0
        for inline in line {
            if inline == .lineBreak {
                breaks += 1
                continue
            }
            if case .text(let text, _) = inline, text.allSatisfy(\.isWhitespace), breaks > 0 { continue }
            if breaks > 1 {
                paragraphs.append([])
            } else if breaks == 1, paragraphs[paragraphs.count - 1].isVisible {
                paragraphs[paragraphs.count - 1].append(.lineBreak)
            }
            breaks = 0
            paragraphs[paragraphs.count - 1].append(inline)
        }
        return paragraphs.filter(\.isVisible).map { self.line($0, endingLinesWith: "\\\n") }.joined(separator: "\n\n")
    }

    private func write(_ list: PastedList) -> String {
        let isTight = list.items.allSatisfy { item in
            item.count { if case .list = $0 { false } else { true } } <= 1
        }
        let items = list.items.enumerated().map { index, blocks in
            let marker = list.isNumbered ? "\(list.start + index). " : "- "
            let indent = String(repeating: " ", count: marker.count)
            let text = blocks.map { write($0, 0) }.filter { !$0.isEmpty }.joined(separator: isTight ? "\n" : "\n\n")
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return lines.enumerated().map { number, line in
                number == 0 ? marker + line : line.isEmpty ? "" : indent + line
            }.joined(separator: "\n")
        }
        return items.joined(separator: isTight ? "\n" : "\n\n")
    }

    private func fenced(_ code: String, _ language: String) -> String {
        guard !code.isEmpty else { return "" }
        let fence = String(repeating: "`", count: max(3, PastedText.longestRun(of: "`", in: code) + 1))
        return "\(fence)\(language)\n\(code)\n\(fence)"
    }

    private func write(_ table: PastedTable) -> String {
        let rows = table.rows.map { row in
            row.map { line($0, endingLinesWith: " ").replacing("|", with: "\\|") }.joined(separator: " | ")
        }
        let rule = table.alignments.map { alignment in
            switch alignment {
            case .start: "---"
            case .centre: ":-:"
            case .end: "--:"
            }
        }.joined(separator: " | ")
        guard let head = rows.first else { return "" }
        return ([head, rule] + rows.dropFirst()).map { "| \($0) |" }.joined(separator: "\n")
    }

    private func line(_ inlines: [PastedInline], endingLinesWith lineBreak: String) -> String {
        PastedText(inlines, firstNote: firstNote).markdown(endingLinesWith: lineBreak)
    }
}
