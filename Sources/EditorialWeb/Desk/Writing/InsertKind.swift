import HTTPSupport

/// A kind of matter that the editor can look for and put into a text.
struct InsertKind {
    /// As the button says it, with a capital.
    let name: String
    /// What is searched, for the head of the dialog.
    let library: String
    let search: OfficeRoute
    /// The letter that opens it, with Control and Shift.
    let key: Character

    /// Each library that can be searched, in the order of the buttons.
    static let all = [
        InsertKind(name: "Fact", library: "facts", search: .factSearch, key: "F"),
        InsertKind(name: "Source", library: "sources", search: .sourceSearch, key: "L"),
        InsertKind(name: "Article", library: "articles", search: .articleSearch, key: "K"),
        InsertKind(name: "Image", library: "images", search: .mediaSearch, key: "G"),
        InsertKind(name: "Product", library: "products", search: .productSearch, key: "Y"),
        InsertKind(name: "Evaluation", library: "evaluations", search: .evaluationSearch, key: "E"),
    ]
}
