package import Kernel
package import Secrets

/// Writes into a comment’s form when it was made and a number used once, so that nobody else can make such a form.
///
/// The text is the moment, the number, and an HMAC (RFC 2104, SHA-256) of both and the article under a key that only the
/// site’s servers know.
package struct FormSeal: Sendable {
    /// What a form says of itself.
    package struct Form: Sendable, Hashable {
        package let made: Timestamp
        /// 128 random bits in the URL-safe alphabet of base 64: the same form sent twice is recognised by them.
        package let nonce: String

        package init(made: Timestamp, nonce: String) {
            self.made = made
            self.nonce = nonce
        }
    }

    private static let nonceLength = 22
    /// Longer texts are none of ours.
    private static let longest = 100

    private let key: Secret

    package init(key: Secret) { self.key = key }

    /// The text for a form under an article.
    package func seal(_ article: ArticleID, at moment: Timestamp) -> String {
        var generator = SystemRandomNumberGenerator()
        return seal(article, at: moment, using: &generator)
    }

    /// The text for a form under an article, with randomness of one’s choice.
    package func seal(
        _ article: ArticleID, at moment: Timestamp, using generator: inout some RandomNumberGenerator
    ) -> String {
        let nonce = BaseEncoding.base64URL.encode(
            (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) })
        let made = String(moment.milliseconds, radix: 36)
        return "\(made).\(nonce).\(code(of: article, made: made, nonce: nonce))"
    }

    /// What a form says; `nil` when the site didn’t make it, or made it for another article.
    package func open(_ text: String, for article: ArticleID) -> Form? {
        guard text.utf8.count <= Self.longest else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[1].utf8.count == Self.nonceLength, BaseEncoding.base64URL.allows(parts[1]),
            let milliseconds = Int64(parts[0], radix: 36), String(milliseconds, radix: 36) == parts[0],
            Secret.areEqual(parts[2], code(of: article, made: parts[0], nonce: parts[1]))
        else { return nil }
        return Form(made: Timestamp(milliseconds: milliseconds), nonce: parts[1])
    }

    private func code(of article: ArticleID, made: String, nonce: String) -> String {
        key.derived(for: "comment-form \(article) \(made) \(nonce)")
    }
}
