/// One text being set: goes through its events once and writes HTML.
///
/// Whatever a text holds, the result is inert: raw HTML is shown as text (a comment is left out), an address that is
/// neither absolute `http`, `https` or `mailto` nor starts with `/` or `#` is dropped and its text stays, and there are
/// no inline styles. Links that leave the site are left as regions.
///
/// What links and notes become is in `MarkdownSetting+Inline.swift`, what images become in `MarkdownSetting+Images.swift`,
/// and what a language adds to Markdown is for its ``MarkdownMatter``.
package struct MarkdownSetting {
    let matter: any MarkdownMatter
    let events: [MarkdownEvent]
    package var page: MarkdownPage
    package var output = HTMLOutput()
    package private(set) var headings: [RenderedMarkdown.Heading] = []

    var position = 0
    /// For each open link whether a tag was written for it.
    var links: [Bool] = []
    /// What is cited inside a link comes after it, since a link can't hold another.
    var afterLink: [MarkdownLeaf] = []
    /// Where this text's notes begin to be counted.
    let firstNote: Int
    var referencedNotes: Set<Int> = []
    private var openNotes = false
    private var openTableBody = false
    private let headingShift: Int

    /// - Parameters:
    ///   - page: What the texts before it on its page have taken.
    ///   - top: The level of the text's highest heading.
    package init(matter: any MarkdownMatter, events: [MarkdownEvent], page: MarkdownPage, top: Int = 2) {
        self.matter = matter
        self.events = events
        self.page = page
        firstNote = page.notes
        let levels = events.compactMap { event in
            if case .open(.heading(let level)) = event { level } else { nil }
        }
        // The page's title is its h1, so the highest heading of a text is an h2.
        headingShift = top - (levels.min() ?? top)
    }

    /// Sets the whole text.
    package mutating func setAll() {
        while position < events.count {
            switch events[position] {
            case .open(let element): open(element)
            case .close(let element): close(element)
            case .leaf(let leaf): set(leaf)
            }
            position += 1
        }
        if openNotes { output.markup("</ol>\n</section>\n") }
    }

    /// The position of the event that closes what the event at `position` opens.
    func end(ofElementAt position: Int) -> Int {
        var depth = 0
        for index in position..<events.count {
            switch events[index] {
            case .open: depth += 1
            case .close: depth -= 1
            case .leaf: break
            }
            if depth == 0 { return index }
        }
        return events.count - 1
    }

    private mutating func open(_ element: MarkdownElement) {
        if element.isBlock, element != .tightParagraph { output.line() }
        if element == .paragraph, setFigure() { return }
        switch element {
        case .paragraph: output.markup("<p>")
        case .tightParagraph: break
        case .quotation: output.markup("<blockquote>\n")
        case .bullets: output.markup("<ul>\n")
        case .numbers(from: 1): output.markup("<ol>\n")
        case .numbers(let first):
            output.markup("<ol start=\"")
            output.number(first)
            output.markup("\">\n")
        case .item: output.markup("<li>")
        case .heading(let level): openHeading(level)
        case .table: openTable()
        case .tableRow(let isHeader):
            if isHeader {
                output.markup("<thead>\n")
            } else if !openTableBody {
                output.markup("<tbody>\n")
                openTableBody = true
            }
            output.markup("<tr>")
        case .cell(let isHeader, let alignment): openCell(isHeader: isHeader, alignment)
        case .note(let number): openNote(number)
        case .emphasis: output.markup("<em>")
        case .strong: output.markup("<strong>")
        case .struck: output.markup("<del>")
        case .link(let address): openLink(address)
        case .image(let address, _): setImage(address)
        }
    }

    private mutating func close(_ element: MarkdownElement) {
        switch element {
        case .paragraph: output.markup("</p>\n")
        case .tightParagraph: break
        case .quotation: output.markup("</blockquote>\n")
        case .bullets: output.markup("</ul>\n")
        case .numbers: output.markup("</ol>\n")
        case .item: output.markup("</li>\n")
        case .heading(let level):
            output.markup("</h")
            output.number(shifted(level))
            output.markup(">\n")
        case .table:
            if openTableBody { output.markup("</tbody>\n") }
            output.markup("</table></div>\n")
        case .tableRow(let isHeader): output.markup(isHeader ? "</tr>\n</thead>\n" : "</tr>\n")
        case .cell(let isHeader, _): output.markup(isHeader && !isEmptyCell ? "</th>" : "</td>")
        case .note(let number): closeNote(number)
        case .emphasis: output.markup("</em>")
        case .strong: output.markup("</strong>")
        case .struck: output.markup("</del>")
        case .link: closeLink()
        case .image: break
        }
    }

    private func shifted(_ level: Int) -> Int { min(level + headingShift, 6) }

    private mutating func openHeading(_ level: Int) {
        let text = matter.plainText(of: events[position...end(ofElementAt: position)])
        let heading = RenderedMarkdown.Heading(level: shifted(level), anchor: page.anchors.name(for: text), text: text)
        headings.append(heading)
        output.markup("<h")
        output.number(heading.level)
        output.markup(" id=\"")
        output.text(heading.anchor)
        output.markup("\">")
    }

    /// A table that is too wide scrolls by itself, and can be reached by the keyboard to do so.
    private mutating func openTable() {
        openTableBody = false
        let heading = headings.last?.text ?? ""
        let number = page.tables[heading, default: 0] + 1
        page.tables[heading] = number
        output.markup("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table")
        if number > 1 { output.text(" \(number)") }
        if !heading.isEmpty { output.text(": \(heading)") }
        output.markup("\"><table>\n")
    }

    /// Whether the cell that is being opened or closed here has no content.
    private var isEmptyCell: Bool {
        switch events[position] {
        case .open: if case .close = events[position + 1] { true } else { false }
        case .close: if case .open(.cell) = events[position - 1] { true } else { false }
        case .leaf: false
        }
    }

    private mutating func openCell(isHeader: Bool, _ alignment: MarkdownElement.Alignment) {
        // A header cell without words would head nothing.
        output.markup(isHeader && !isEmptyCell ? "<th scope=\"col\"" : "<td")
        switch alignment {
        case .start: output.markup(">")
        case .centre: output.markup(" class=\"centred\">")
        case .end: output.markup(" class=\"num\">")
        }
    }

    private mutating func openNote(_ number: Int) {
        if !openNotes {
            openNotes = true
            output.markup("<section class=\"footnotes\" aria-label=\"Notes\">\n<ol type=\"a\"")
            if firstNote > 0 {
                output.markup(" start=\"")
                output.number(firstNote + 1)
                output.markup("\"")
            }
            output.markup(">\n")
        }
        page.notes += 1
        output.markup("<li id=\"note-")
        output.number(firstNote + number)
        output.markup("\">")
    }

    private mutating func closeNote(_ number: Int) {
        let letters = Self.letters(firstNote + number)
        output.line()
        output.markup("<p class=\"backlinks\"><a href=\"#note-ref-")
        output.number(firstNote + number)
        output.markup("\" aria-label=\"Back to note ")
        output.text(letters)
        output.markup(" in the text\">↩</a></p></li>\n")
    }

    /// The letters of a note: a, b, … z, aa, ab and so on.
    ///
    /// Sources have the numbers.
    package static func letters(_ number: Int) -> String {
        var rest = number
        var letters = ""
        while rest > 0 {
            rest -= 1
            letters = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(rest % 26))) + letters
            rest /= 26
        }
        return letters
    }
}
