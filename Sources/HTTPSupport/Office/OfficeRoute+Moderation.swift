/// The moderators’ office.
extension OfficeRoute {
    // The moderators’ office.
    package static let moderation = at("/moderation")
    package static let moderationDecisions = at("/moderation/decisions")
    package static let moderationUndo = at("/moderation/undo")
    package static let moderatedDiscussion = at("/moderation/discussion")
    package static func moderatedComment(_ id: String) -> Self { at("/moderation/comments/\(id)") }
    package static let bans = at("/moderation/bans")
    package static let banTrial = at("/moderation/bans/trial")
    package static func banLift(_ id: String) -> Self { at("/moderation/bans/\(id)/lift") }
    package static let correctionSuggestion = at("/moderation/corrections")
    package static let screening = at("/moderation/screening")
    package static let screenedWords = at("/moderation/screening/words")
    package static let screenedWordRemoval = at("/moderation/screening/words/remove")
}
