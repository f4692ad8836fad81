import Kernel

extension OfficeForm {
    private static let edition = "POST /desk/newsletter/:id"
    private static let words =
        "version=1&subject=News {number}&intro=*Hello*&item={editionItem}&address=ann@site.example"

    /// The forms of the newsletter’s office.
    static let ofNewsletter: [String: OfficeForm] = [
        edition: OfficeForm(.editor, words, id: "{draftEdition}"),
        "\(edition)/approve": OfficeForm(.publisher, words, id: "{draftEdition}"),
        "\(edition)/hold": OfficeForm(.editor, words, id: "{draftEdition}"),
        "\(edition)/test": OfficeForm(.editor, words, id: "{draftEdition}", again: 422, once: [422]),
        "\(edition)/pause": OfficeForm(.editor, id: "{sendingEdition}"),
        "\(edition)/resume": OfficeForm(.publisher, id: "{pausedEdition}"),
        "\(edition)/cancel": OfficeForm(.editor, id: "{sendingEdition}"),
    ]
}
