import Editorial
import HTTPSupport
import Kernel

/// Reads the address of something new: as it was typed, or else made from its name.
enum AddressField {
    /// - Returns: The slug, and the name without what no line of text should hold.
    /// - Throws: ``Problem`` of kind `invalid`.
    static func slug(_ form: FormBody, name: String) throws(Problem) -> (slug: Slug, name: String) {
        let name = TypedText.line(name)
        let typed = TypedText.line(form["slug"])
        if name.isEmpty { throw problem("name", "This can’t be empty.") }
        guard let slug = typed.isEmpty ? SlugMaker.slug(from: name) : Slug(validating: typed) else {
            throw problem(
                "slug",
                typed.isEmpty
                    ? "No address can be made from this name. Write one with the letters a to z, digits and hyphens."
                    : "Use 1 to 120 lower-case letters, digits and single hyphens.")
        }
        return (slug, name)
    }

    private static func problem(_ field: String, _ message: String) -> Problem {
        Problem(
            .invalid, slug: "address-invalid", title: "It was not added", detail: message,
            fieldErrors: [.init(field: field, message: message)])
    }
}
