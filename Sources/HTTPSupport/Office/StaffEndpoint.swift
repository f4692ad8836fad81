package import Kernel

/// One thing that the staff can ask of the server; there is none without a decision on who may.
package struct StaffEndpoint: Sendable {
    package enum Method: String, Sendable, Hashable {
        case get = "GET"
        case post = "POST"
    }

    /// Who may.
    package enum Access: Sendable, Hashable {
        /// Everybody who is signed in.
        case everybody
        /// Whoever has one of these roles.
        case roles(Set<Role>)
        /// Whoever has the business role; to the editorial side it is as if there were nothing at the address.
        case business

        package func allows(_ roles: Set<Role>) -> Bool {
            switch self {
            case .everybody: true
            case .roles(let allowed): !allowed.isDisjoint(with: roles)
            case .business: roles.contains(.business)
            }
        }

        /// Whether somebody who may not is told so; otherwise there is nothing at the address.
        package func admitsThatItIsThere(to roles: Set<Role>) -> Bool {
            self != .business || roles.isDisjoint(with: Role.editorial)
        }
    }

    package typealias Handler = @concurrent @Sendable (StaffRequest) async throws -> StaffAnswer

    package let method: Method
    package let route: OfficeRoute
    package let access: Access
    /// What the audit trail calls it; `nil` for what changes nothing.
    package let action: String?
    /// The longest body that is read, in bytes.
    package let longestBody: Int
    /// Whether its form may hold files.
    package let takesFiles: Bool
    package let handler: Handler

    private init(
        _ method: Method, _ route: OfficeRoute, _ access: Access, action: String?, longestBody: Int,
        takesFiles: Bool = false, handler: @escaping Handler
    ) {
        self.method = method
        self.route = route
        self.access = access
        self.action = action
        self.longestBody = longestBody
        self.takesFiles = takesFiles
        self.handler = handler
    }

    /// Something to look at.
    package static func get(
        _ route: OfficeRoute, _ access: Access, handler: @escaping Handler
    ) -> StaffEndpoint {
        StaffEndpoint(.get, route, access, action: nil, longestBody: 0, handler: handler)
    }

    /// Something to do; it lands in the audit trail under the name of the action.
    package static func post(
        _ route: OfficeRoute, _ access: Access, action: String, longestBody: Int = 262_144,
        handler: @escaping Handler
    ) -> StaffEndpoint {
        StaffEndpoint(.post, route, access, action: action, longestBody: longestBody, handler: handler)
    }

    /// Something to do with files that come with a form; it lands in the audit trail under the name of the action.
    package static func upload(
        _ route: OfficeRoute, _ access: Access, action: String, longestBody: Int, handler: @escaping Handler
    ) -> StaffEndpoint {
        StaffEndpoint(
            .post, route, access, action: action, longestBody: longestBody, takesFiles: true, handler: handler)
    }

    /// Something that is computed from what was sent and changes nothing, or whose changes have a history of their own.
    package static func compute(
        _ route: OfficeRoute, _ access: Access, longestBody: Int = 262_144, takesFiles: Bool = false,
        handler: @escaping Handler
    ) -> StaffEndpoint {
        StaffEndpoint(
            .post, route, access, action: nil, longestBody: longestBody, takesFiles: takesFiles, handler: handler)
    }
}
