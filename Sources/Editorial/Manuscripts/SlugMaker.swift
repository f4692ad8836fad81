package import Kernel

/// Makes an address out of a title.
package enum SlugMaker {
    private static let longest = 80

    /// Letters without their marks, digits and hyphens; `nil` when nothing is left, as of a title in another script.
    package static func slug(from title: String) -> Slug? {
        var words: [String] = []
        var word = ""
        for scalar in LetterFolding.folded(title).unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": word.unicodeScalars.append(scalar)
            case "'", "’", "‘": break
            default:
                if !word.isEmpty { words.append(word) }
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        var slug = ""
        for word in words {
            guard slug.count + word.count + 1 <= longest else { break }
            slug += slug.isEmpty ? word : "-\(word)"
        }
        return Slug(validating: slug.isEmpty ? String((words.first ?? "").prefix(longest)) : slug)
    }
}
