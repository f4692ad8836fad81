import Kernel

/// The forms, by the part of the offices in which they stand.
extension OfficeForm {
    static let ofAccounts: [String: OfficeForm] = [
        // After these, the session is over.
        "POST /account/password": OfficeForm(
            .business, "present={password}&new=another long one&again=another long one", again: 401),
        "POST /account/sign-out-everywhere": OfficeForm(.moderator, again: 401),
        "POST /account/second-factor": OfficeForm(.writer, "code={code}", again: 409, after: .proposedFactor),
        "POST /account/second-factor/remove": OfficeForm(.writer, "code={code}", again: 422, after: .activeFactor),
        "POST /account/recovery-codes": OfficeForm(.writer, again: 200, after: .activeFactor),
    ]

    static let ofPublisher: [String: OfficeForm] = [
        "POST /publisher/one-person-mode": OfficeForm(.publisher, "mode=declare"),
        "POST /publisher/people/invite": OfficeForm(
            .publisher, "email={email}&name=Nina&role=writer&role=editor", again: 200),
        "POST /publisher/people/withdraw-invitation": OfficeForm(.publisher, "email={email}", after: .invitation),
        "POST /publisher/people/:account/roles": OfficeForm(.publisher, "role=writer&role=editor"),
        "POST /publisher/people/:account/disable": OfficeForm(.publisher, again: 404),
        "POST /publisher/people/:account/enable": OfficeForm(.publisher, again: 404, after: .disabledPerson),
        "POST /publisher/settings": OfficeForm(.publisher, "base={settings}&name=Quarto {fresh}"),
        "POST /publisher/settings/preview": OfficeForm(
            .publisher, "base={settings}&name=Quarto&subject=article", again: 200),
        "POST /publisher/policies/:subject": OfficeForm(
            .publisher, "base={policy}&title=Standards&description=Ours&body=A text {fresh}"),
        "POST /publisher/policies/:subject/preview": OfficeForm(
            .publisher, "base={policy}&title=Standards&description=Ours&body=A text", again: 200),
    ]

    static let ofArticles: [String: OfficeForm] = [
        "POST /desk/articles/new": OfficeForm(.writer, "id={new}&title=A new one"),
        "POST /desk/revise/:slug": OfficeForm(.editor, slug: "{article}"),
        "POST /desk/articles/:id/save": OfficeForm(.writer, "base=2&title=A title&kind=answer&body=A text"),
        "POST /desk/articles/:id/autosave": OfficeForm(.writer, "base=2&title=A title&body=A text", again: 200),
        "POST /desk/articles/:id/step": OfficeForm(.writer, "action=submit&note=Done", again: 409),
        "POST /desk/articles/:id/assignment": OfficeForm(.editor, "assignee={person}&due=2027-01-31"),
        "POST /desk/articles/:id/remarks": OfficeForm(.factChecker, "id={new}&paragraph=0&text=Why so"),
        "POST /desk/articles/:id/remarks/:remark": OfficeForm(.factChecker, "resolved=yes"),
        "POST /desk/articles/:id/history/:number/restore": OfficeForm(.writer),
    ]

    static let ofWriting: [String: OfficeForm] = [
        "POST /desk/paste": OfficeForm(.writer, "html=<p>A <b>text</b></p>", again: 200)
    ]

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
        "POST /desk/sources/:slug/check": OfficeForm(.editor, slug: "{newSource}"),
        "POST /desk/sources/:slug/delete": OfficeForm(.editor, slug: "{newSource}", again: 404),
    ]

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

    static let ofEvaluations: [String: OfficeForm] = [
        "POST /desk/evaluations": OfficeForm(.writer, "title=Kettles {number}", again: 422),
        "POST /desk/evaluations/:slug": OfficeForm(
            .editor, "edit=description&base=1&title=Kettles&method=We boiled.&reason=Stated", slug: "{evaluation}",
            again: 409),
        "POST /desk/evaluations/:slug/preview": OfficeForm(
            .factChecker, "edit=criteria&base=1&name-0=Speed&weight-0=3&scale-0=Minutes&good-0=Soon",
            slug: "{evaluation}", again: 200),
        "POST /desk/products": OfficeForm(
            .writer, "name=Kettle {number}&maker=Maker&address=https://maker.example/", again: 422),
        "POST /desk/products/:slug": OfficeForm(
            .writer, "name=Another name&maker=Maker&address=https://maker.example/", slug: "{product}", again: 422),
    ]
}
