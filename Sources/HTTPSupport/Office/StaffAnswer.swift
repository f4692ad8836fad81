package import Kernel
package import Markup

/// What an endpoint of the back offices answers.
package struct StaffAnswer: Sendable {
    package enum Content: Sendable {
        /// A page in the frame of the offices.
        case page(OfficePage)
        /// A whole document that looks as a reader would see it, to be shown inside a page of the offices.
        case preview([UInt8])
        /// A document that somebody else made, to be shown in a frame of a preview, where it reaches nothing.
        case framed([UInt8])
        case json(JSONValue)
        /// A file to be saved under this name.
        case file([UInt8], name: String, mediaType: String)
        case redirect(to: String)
    }

    package var content: Content
    package var status = 200
    /// What the next page says first, such as “Saved”.
    package var notice: String?
    /// What the action was done to, for the audit trail, when the address does not tell.
    package var subject: String?

    private init(_ content: Content) { self.content = content }

    package static func page(_ page: OfficePage, status: Int = 200) -> StaffAnswer {
        var answer = StaffAnswer(.page(page))
        answer.status = status
        return answer
    }

    /// A page with a form on it, which comes back with what is wrong when there is a problem.
    ///
    /// - Parameter conflict: The status of a problem of kind `conflict`; every other is told as 422 (RFC 9110).
    package static func page(_ page: OfficePage, problem: Problem?, conflict: Int = 422) -> StaffAnswer {
        guard let problem else { return .page(page) }
        return .page(page, status: problem.kind == .conflict ? conflict : 422)
    }

    package static func preview(_ document: [UInt8]) -> StaffAnswer { StaffAnswer(.preview(document)) }

    package static func framed(_ document: [UInt8]) -> StaffAnswer { StaffAnswer(.framed(document)) }

    package static func json(_ value: JSONValue, status: Int = 200) -> StaffAnswer {
        var answer = StaffAnswer(.json(value))
        answer.status = status
        return answer
    }

    package static func file(_ bytes: [UInt8], name: String, mediaType: String) -> StaffAnswer {
        StaffAnswer(.file(bytes, name: name, mediaType: mediaType))
    }

    /// Sends the browser on after something was done, so that loading the page again does not do it again.
    package static func done(
        _ route: OfficeRoute, notice: String? = nil, subject: String? = nil, anchor: String? = nil
    ) -> StaffAnswer {
        var answer = StaffAnswer(.redirect(to: route.path + (anchor.map { "#\($0)" } ?? "")))
        answer.status = 303
        answer.notice = notice
        answer.subject = subject
        return answer
    }
}

extension Problem {
    /// Whether somebody can mend it in the form that they sent.
    package var isFormFault: Bool { kind == .invalid || kind == .conflict }
}
