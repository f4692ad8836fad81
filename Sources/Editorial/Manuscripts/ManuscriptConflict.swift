/// Two texts that changed the same place: what somebody has to bring together before it can be saved.
package struct ManuscriptConflict: Sendable, Hashable {
    /// What was to be saved; nothing of it is lost.
    package let mine: ManuscriptText
    /// What somebody else had saved meanwhile.
    package let theirs: ManuscriptText
    package let theirSave: Int
    package let theirHand: Manuscript.Hand
    /// Both, with mine wherever they do not fit together.
    package let merged: ManuscriptText
    package let fields: [ManuscriptMerge.Conflict]
}
