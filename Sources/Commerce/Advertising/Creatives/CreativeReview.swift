package import Database
import Kernel
import Pictures

/// Whether a creative may be shown, and who decided that.
package struct CreativeReview: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        /// Whoever makes it is not done.
        case draft
        /// Somebody of the business side has to look at it.
        case awaiting
        case approved
        case refused
    }

    package let state: State
    /// Why it was refused, for the advertiser.
    package let refusal: String?
    /// Who approved or refused it, and when.
    package let decided: Signature?
    /// Counts up from 1 with each change, so that nobody approves what they haven’t seen.
    package let revision: Int

    package init(state: State, refusal: String? = nil, decided: Signature? = nil, revision: Int = 1) {
        self.state = state
        self.refusal = refusal
        self.decided = decided
        self.revision = revision
    }
}

/// A creative with what was decided on it.
package struct ReviewedCreative: Sendable, Hashable {
    package let creative: Creative
    package let review: CreativeReview

    package init(creative: Creative, review: CreativeReview) {
        self.creative = creative
        self.review = review
    }

    /// Whether readers may see it while its flight runs.
    package var mayBeShown: Bool { review.state == .approved && creative.ended == nil }
}

extension ReviewedCreative: RowDecodable {
    package init(row: Row) throws {
        let decided = try row.value("decided", as: Timestamp?.self).map { at in
            try Signature(account: row.value("decided_by"), name: row.value("decided_by_name"), at: at)
        }
        try self.init(
            creative: Creative(row: row),
            review: CreativeReview(
                state: row.value("approval"), refusal: row.value("refusal"), decided: decided,
                revision: row.value("revision")))
    }
}

extension ReviewedCreative: Recorded {
    static let kind = CommerceEvent.Kind.creative
    var subject: String { creative.id.description }
    var title: String { creative.name }
    var isEnded: Bool { creative.ended != nil }
    var fields: [(name: String, value: String)] {
        let content = creative.columns
        let isDocument = content.form == .html && content.frame == nil
        return [
            ("flight", creative.flight.description), ("name", creative.name), ("place", creative.place.rawValue),
            ("form", content.form.rawValue), ("headline", content.headline), ("text", isDocument ? "" : content.text),
            ("document", isDocument ? Self.summary(of: content.text) : ""),
            ("frame at", content.frame ?? ""), ("picture", content.picture?.path ?? ""),
            ("shows", content.picture?.alternative ?? ""),
            ("leads to", creative.destination), ("ended", creative.ended.map(\.rfc3339) ?? ""),
            ("approval", review.state.rawValue), ("refused because", review.refusal ?? ""),
        ]
    }

    /// A document is too long to be quoted with each change.
    private static func summary(of document: String) -> String {
        "\(document.utf8.count) bytes, SHA-256 \(ImageDigest.of(Array(document.utf8)).prefix(16))…"
    }
}
