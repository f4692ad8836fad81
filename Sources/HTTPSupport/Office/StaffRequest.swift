package import Kernel

/// A request of somebody who is signed in and may do what is asked: only the gate makes one, after it has looked.
package struct StaffRequest: Sendable {
    package let member: StaffMember
    /// What each form of this session carries, so that no other site can send one.
    package let formToken: String
    package let path: String
    package let query: QueryParameters
    package let form: FormBody
    /// What came with the form.
    package let files: [UploadedFile]
    /// The bytes that came, for what is not a form.
    package let body: [UInt8]
    package let mediaType: String
    package let now: Timestamp
    /// Whether a program asked, which wants JSON.
    package let wantsJSON: Bool
    private let parameters: [String: String]

    package init(
        member: StaffMember, formToken: String, path: String, query: QueryParameters, form: FormBody,
        files: [UploadedFile] = [], body: [UInt8], mediaType: String, now: Timestamp, wantsJSON: Bool,
        parameters: [String: String]
    ) {
        self.member = member
        self.formToken = formToken
        self.path = path
        self.query = query
        self.form = form
        self.files = files
        self.body = body
        self.mediaType = mediaType
        self.now = now
        self.wantsJSON = wantsJSON
        self.parameters = parameters
    }

    /// What stands in the place of a pattern's part, such as `id` for `:id`.
    package func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// A part of the address that names something.
    ///
    /// - Throws: ``Problem`` of kind `notFound` when it cannot name anything.
    package func identifier<Owner>(_ name: String, of owner: Owner.Type = Owner.self) throws(Problem)
        -> Identifier<Owner>
    {
        guard let identifier = Identifier<Owner>(parameter(name)) else { throw Self.nothingHere }
        return identifier
    }

    /// A part of the address that is a slug.
    ///
    /// - Throws: ``Problem`` of kind `notFound` when it is not.
    package func slug(_ name: String) throws(Problem) -> Slug {
        guard let slug = Slug(validating: parameter(name)) else { throw Self.nothingHere }
        return slug
    }

    package static let nothingHere = Problem(
        .notFound, slug: "not-found", title: "There is nothing at this address",
        detail: "It may have been deleted, or the address was mistyped.")
}
