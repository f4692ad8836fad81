import Kernel
import Markup

/// Tells somebody at an address of the offices what went wrong, in the offices’ own frame and with a way back.
///
/// Nothing in it is read from a database or says who asks: it stands also where neither can be known.
package struct OfficeProblemPages: Sendable {
    /// A branch of addresses, and the page that somebody there goes back to.
    package struct Door: Sendable {
        let branch: String
        let path: String
        let name: String

        /// - Parameter path: The page that it leads back to; `nil` for that at which the branch begins.
        package init(_ branch: String, to path: String? = nil, name: String) {
            self.branch = branch
            self.path = path ?? branch
            self.name = name
        }

        func leads(to path: String) -> Bool { path == branch || path.hasPrefix("\(branch)/") }
    }

    private let shell: OfficeShell
    private let doors: [Door]

    /// - Parameter others: Doors of those who sign in and aren’t on the staff.
    package init(shell: OfficeShell, others: [Door]) {
        self.shell = shell
        doors = Self.staff + others
    }

    private static let staff =
        OfficeArea.allCases.map { Door($0.entrance.path, name: $0.name) }
        + [OfficeRoute.signIn.path, OfficeRoute.signOut.path, String(OfficeRoute.invitation("").path.dropLast())]
        .map { Door($0, to: OfficeRoute.signIn.path, name: "Sign in") }

    /// Where somebody goes on from an address; `nil` for one that isn’t of the offices.
    func door(to path: String) -> Door? { doors.first { $0.leads(to: path) } }

    /// A whole document.
    ///
    /// - Parameters:
    ///   - door: Where it leads back to.
    ///   - path: The address that was asked for.
    ///   - isRead: Whether the request changes nothing.
    func page(of presented: PresentedProblem, at path: String, behind door: Door, isRead: Bool) -> [UInt8] {
        shell.document(title: presented.problem.title) { html in
            html.element(.h1, text: presented.problem.title)
            html.element(.p, text: presented.problem.detail)
            if !presented.problem.fieldErrors.isEmpty {
                html.element(.ul) { html in
                    for error in presented.problem.fieldErrors { html.element(.li, text: error.message) }
                }
            }
            if presented.status >= 500, !isRead {
                html.element(
                    .p, text: "What you sent may be saved or not: look before you send it again.")
            }
            if let requestID = presented.requestID {
                html.element(.p, text: "If it keeps happening, tell whoever runs the site this number: \(requestID)")
            }
            html.element(.div, .class("actions")) { html in
                html.element(
                    .a, .class("button"), .href(door.path),
                    text: isRead && path == door.path ? "Load it again" : "Back to: \(door.name)")
            }
            html.element(.p, .class("hint"), text: "Error \(presented.status)")
        }
    }
}
