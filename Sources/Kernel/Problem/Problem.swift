/// What went wrong, told so that a person can act on it; it knows nothing of HTTP.
///
/// `title` and `detail` may be shown to anybody. What only the operator should see goes to the log instead.
package struct Problem: Error, Hashable, Sendable {
    /// The kinds of failure that a caller can tell apart.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case invalid, forbidden, notFound, gone, conflict, limited, tooLong, unavailable
    }

    /// A fault in one field of a form.
    package struct FieldError: Hashable, Sendable {
        package let field: String
        package let message: String

        package init(field: String, message: String) {
            self.field = field
            self.message = message
        }
    }

    package let kind: Kind
    /// A stable name for programs, such as `slug-invalid`.
    package let slug: String
    package let title: String
    package let detail: String
    package let fieldErrors: [FieldError]

    package init(_ kind: Kind, slug: String, title: String, detail: String, fieldErrors: [FieldError] = []) {
        self.kind = kind
        self.slug = slug
        self.title = title
        self.detail = detail
        self.fieldErrors = fieldErrors
    }
}

extension Problem: CustomStringConvertible {
    package var description: String { "\(title): \(detail)" }
}
