import Kernel

extension OfficeForm {
    /// The forms of facts and sources.
    static let ofLibrary: [String: OfficeForm] = [
        "POST /desk/facts/:slug": OfficeForm(
            .factChecker, "value={number}&asOf=2026-05&source={source}&reason=Counted anew", again: 422),
        "POST /desk/facts/:slug/preview": OfficeForm(
            .factChecker, "value={number}&asOf=2026-05&source={source}", again: 200),
        "POST /desk/facts/:slug/confirm": OfficeForm(.editor),
        "POST /desk/facts/new": OfficeForm(
            .writer, "label=Label {fresh}&value=12&asOf=2025&source={source}&reviewInterval=365", again: 422),
        "POST /desk/facts/:slug/description": OfficeForm(
            .factChecker, "label=Distance {fresh}&reviewInterval=400&source={source}&why=Said better", again: 422),
        "POST /desk/sources/new": OfficeForm(
            .writer, "title=Title {fresh}&publisher=A house&address=https://a.example/{fresh}&accessed=2026-01-01",
            again: 422),
        "POST /desk/sources/import/plan": OfficeForm(
            .writer, "format=bibtex&accessed=2026-01-01&text={references}", again: 200),
        "POST /desk/sources/import": OfficeForm(
            .writer, "format=bibtex&accessed=2026-01-01&text={references}&plan={plan}&entry=0", again: 422),
        "POST /desk/sources/:slug": OfficeForm(
            .editor, "title=Other&publisher=A house&address=https://b.example/{fresh}&accessed=2026-01-01",
            slug: "{newSource}"),
        "POST /desk/links/check": OfficeForm(.writer, "address={articleLink}"),
        "POST /desk/sources/:slug/check": OfficeForm(.editor, slug: "{newSource}"),
        "POST /desk/sources/:slug/delete": OfficeForm(.editor, slug: "{newSource}", again: 404),
    ]
}
