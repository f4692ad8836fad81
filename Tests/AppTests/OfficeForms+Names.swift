import Kernel

extension OfficeForm {
    /// The forms of sections, topics and bylines.
    static let ofNames: [String: OfficeForm] = [
        "POST /desk/sections": OfficeForm(.editor, "name=Section {fresh}&description=Words"),
        "POST /desk/section-order": OfficeForm(.publisher, "slug={section}&direction=up"),
        "POST /desk/sections/:slug": OfficeForm(.editor, "name=Other&description=Words", slug: "{section}"),
        "POST /desk/sections/:slug/remove": OfficeForm(.editor, slug: "{section}"),
        "POST /desk/topics": OfficeForm(.editor, "name=Topic {fresh}&description=Words"),
        "POST /desk/topics/:slug": OfficeForm(.publisher, "name=Other&description=Words", slug: "{topic}"),
        "POST /desk/topics/:slug/remove": OfficeForm(.editor, slug: "{topic}"),
        "POST /desk/people": OfficeForm(
            .editor, "name=Nina {fresh}&role=Writer&biography=Writes"),
        "POST /desk/people/:slug": OfficeForm(
            .editor, "name=Other&role=Writer&biography=Writes", slug: "{byline}"),
        "POST /desk/people/:slug/remove": OfficeForm(.editor, slug: "{byline}"),
    ]
}
