import Commerce

/// A checked link with where it stands and how often readers followed it.
struct LinkUse {
    /// Over how many days clicks are counted, up to today.
    static let days = 30

    let link: CheckedLink
    let pages: [PublishedPage]
    /// Those that count.
    let clicks: Int

    /// Where it stands, in words.
    var place: String {
        guard !pages.isEmpty else { return "on no published page any more" }
        return pages.count == 1 ? "in one article" : "in \(pages.count) articles"
    }

    var clicksInWords: String {
        "\(clicks == 0 ? "no click" : clicks == 1 ? "one click" : "\(clicks) clicks") in \(Self.days) days"
    }
}
