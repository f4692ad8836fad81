import HTTPTypes
import Hummingbird
package import Kernel
package import Markup

/// A problem as it is told over HTTP.
package struct PresentedProblem: Sendable {
    package let status: Int
    package let problem: Problem
    /// What the reader can quote to the operator, for faults of ours.
    package let requestID: String?

    /// Tells a problem of the domain with the status that fits its kind.
    package init(_ problem: Problem) {
        self.problem = problem
        requestID = nil
        status =
            switch problem.kind {
            case .invalid: 400
            case .forbidden: 403
            case .notFound: 404
            case .gone: 410
            case .conflict: 409
            case .limited: 429
            case .tooLong: 413
            case .unavailable: 503
            }
    }

    /// Tells a problem of the domain with a status of one's own choice, such as 422 for a form with faults.
    package init(_ problem: Problem, status: Int) { self.init(status: status, problem: problem) }

    private init(status: Int, problem: Problem, requestID: String? = nil) {
        self.status = status
        self.problem = problem
        self.requestID = requestID
    }

    /// A method that the address does not have.
    static let methodNotAllowed = PresentedProblem(
        status: 405,
        problem: Problem(
            .invalid, slug: "method-not-allowed", title: "That cannot be done here",
            detail: "This address can only be read."))

    /// A fault of ours, of which the reader is told no more than how to refer to it.
    static func fault(requestID: String) -> PresentedProblem {
        PresentedProblem(
            status: 500,
            problem: Problem(
                .unavailable, slug: "fault", title: "Something went wrong on our side",
                detail: "The page could not be made. It is not your doing; please try again in a moment."),
            requestID: requestID)
    }

    /// What stands at no address.
    package static let notFound = PresentedProblem(
        Problem(
            .notFound, slug: "not-found", title: "There is no page at this address",
            detail: "It may have been mistyped, or the page may never have existed."))

    /// The problem details object of RFC 9457.
    package var json: JSONValue {
        .object([
            "type": "about:blank", "title": .string(problem.title), "status": .integer(status),
            "detail": .string(problem.detail), "code": .string(problem.slug),
            "request": requestID.map(JSONValue.string),
            "errors": problem.fieldErrors.isEmpty
                ? nil
                : .array(
                    problem.fieldErrors.map {
                        .object(["field": .string($0.field), "message": .string($0.message)])
                    }),
        ])
    }
}
