import Kernel

/// Makes slugs of author, year and title, each once.
struct SourceSlugs {
    private var taken: Set<Slug>
    /// Where to go on counting for a slug, so that ten thousand equal ones don’t take a hundred million look-ups.
    private var nextNumber: [Slug: Int] = [:]

    init(taken: Set<Slug>) { self.taken = taken }

    /// The slug itself, or with a number behind it when it is taken.
    mutating func take(_ wanted: Slug) -> Slug {
        if taken.insert(wanted).inserted { return wanted }
        var number = nextNumber[wanted, default: 2]
        while true {
            defer { number += 1 }
            guard let numbered = Slug(validating: "\(wanted)-\(number)"), taken.insert(numbered).inserted else {
                continue
            }
            nextNumber[wanted] = number + 1
            return numbered
        }
    }

    private static let longest = 80
    private static let titleWords = 4

    /// Such as `haggard-2011-witness-to-transformation`.
    static func slug(for source: ImportedSource) -> Slug {
        var words = source.authors.first.map { parts(of: $0.family).prefix(3) }.map(Array.init) ?? []
        if let year = source.published?.year { words.append(String(year)) }
        let title = parts(of: source.title ?? "")
        let telling = title.filter { !StopWords.all.contains($0) }
        words += (telling.isEmpty ? title : telling).prefix(titleWords)
        var text = ""
        for word in words where text.utf8.count + word.utf8.count < longest {
            text += text.isEmpty ? word : "-\(word)"
        }
        return Slug(validating: text) ?? fallback
    }

    private static let fallback: Slug = {
        guard let slug = Slug(validating: "source") else { preconditionFailure("“source” is a slug.") }
        return slug
    }()

    private static func parts(of text: String) -> [String] {
        var parts: [String] = []
        var word = ""
        for scalar in LetterFolding.folded(text).unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": word.unicodeScalars.append(scalar)
            // An apostrophe belongs to its word: “it’s” gives `its`.
            case "'", "’": continue
            default:
                if !word.isEmpty { parts.append(String(word.prefix(40))) }
                word = ""
            }
        }
        if !word.isEmpty { parts.append(String(word.prefix(40))) }
        return parts
    }
}
