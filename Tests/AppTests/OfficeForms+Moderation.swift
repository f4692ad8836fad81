import Kernel

extension OfficeForm {
    /// The forms of the moderators’ office.
    static let ofModeration: [String: OfficeForm] = [
        "POST /moderation/decisions": OfficeForm(
            .moderator, "do=remove&reason=abuse&note=Rude&subject={heldComment}&back=?show=held", again: 409),
        "POST /moderation/undo": OfficeForm(.moderator, "action={decision}&back=decisions", again: 409),
        "POST /moderation/bans": OfficeForm(.moderator, "kind=handle&value={fresh}&reason=Spam&days=", again: 422),
        "POST /moderation/bans/trial": OfficeForm(.moderator, "kind=words&value=casino&reason=Spam", again: 200),
        "POST /moderation/bans/:id/lift": OfficeForm(.moderator, id: "{ban}", again: 409),
        "POST /moderation/screening": OfficeForm(.moderator, "links-held=3&per-hour=40&hold-first=1"),
        "POST /moderation/screening/words": OfficeForm(.moderator, "effect=hold&words={fresh}"),
        "POST /moderation/screening/words/remove": OfficeForm(.moderator, "word={listedWord}", again: 409),
        "POST /moderation/corrections": OfficeForm(
            .moderator, "comment={underArticle}&text=The figure is old.", again: 422),
        "POST /desk/suggestions/:id": OfficeForm(
            .editor, "do=done&answer=Thank you.", id: "{suggestion}", again: 409),
        "POST /moderation/discussion": OfficeForm(.moderator, "do=close&article={discussed}", again: 409),
    ]
}
