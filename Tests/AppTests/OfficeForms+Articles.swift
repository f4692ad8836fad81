import Kernel

extension OfficeForm {
    /// The forms of articles on their way.
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

    /// What the editor asks while somebody writes.
    static let ofWriting: [String: OfficeForm] = [
        "POST /desk/paste": OfficeForm(.writer, "html=<p>A <b>text</b></p>", again: 200)
    ]
}
