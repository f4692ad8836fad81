import Audience
import HTTPSupport
import Kernel

extension EditionLetter {
    /// In letters; the lines of a plain text that programs show as it is.
    private static let width = 72

    /// The body for programs and people that want plain text; it says what the other one says.
    package var text: String {
        var lines = [
            site.name, "\(edition.id.day.weekday), \(edition.id.day.written)".replacing("\u{A0}", with: " "), "",
        ]
        for paragraph in CommentMarkdown.paragraphs(from: edition.intro) { lines += Self.wrapped(paragraph) + [""] }
        for (part, items) in Self.parts(of: items) {
            lines += [part.heading.uppercased(), ""]
            for item in items {
                lines += Self.wrapped((labels[item.path].map { "\($0): " } ?? "") + item.title)
                lines += Self.wrapped(item.summary)
                if let correction = item.correction { lines += Self.wrapped("Correction: \(correction)") }
                if !item.credit.isEmpty { lines += Self.wrapped(item.credit) }
                lines += [address(of: item), ""]
            }
        }
        lines += ["-- "]
        lines += Self.wrapped(
            "You get this because you asked \(site.name) for it. Nothing in it tells us whether you opened it.")
        lines += [
            "", "Read it on the web:", address, "Choose what comes:", Self.manageMark, "Leave:", Self.leaveMark, "",
            "\(site.publisher), \(site.contact)", "",
        ]
        return lines.joined(separator: "\n")
    }

    /// Words in lines that no program has to fold; a longer word stands alone.
    static func wrapped(_ text: String) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}
