import AudienceWeb
import CommerceWeb
import Kernel

/// Says what depends on who pays, and what depends on readers.
struct SiteNotices: NoticeFiller {
    let commercial: CommercialNotices
    let discussions: CommentCounts

    func fills(of notices: Set<Notice>) async throws -> [Notice: NoticeFill] {
        try await commercial.fills(of: notices).merging(discussions.fills(of: notices)) { first, _ in first }
    }
}
