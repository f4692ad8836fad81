package import Database
package import Kernel

/// What no comment may come from or hold.
package struct Ban: Sendable, Hashable {
    package typealias ID = Identifier<Ban>

    package enum Kind: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case handle, words
        /// The network that a comment came from, as a digest under the key of its day.
        case network
    }

    package let id: ID
    package let kind: Kind
    /// The handle, the word or phrase, or the day of the network.
    package let value: String
    let network: [UInt8]?
    package let reason: String
    package let made: Timestamp
    /// Who made it.
    package let name: String
    /// `nil` for one that holds until it is lifted.
    package let expires: Timestamp?
    package let lifted: Timestamp?
    package let liftedBy: String?

    package func isInForce(at moment: Timestamp) -> Bool {
        lifted == nil && expires.map { moment < $0 } ?? true
    }
}

extension Ban: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), kind: row.value("kind"), value: row.value("value"), network: row.value("network"),
            reason: row.value("reason"), made: row.value("made"), name: row.value("name"),
            expires: row.value("expires"), lifted: row.value("lifted"), liftedBy: row.value("lifted_by"))
    }
}

/// What somebody wants to ban.
package struct BanDraft: Sendable, Hashable {
    package enum Target: Sendable, Hashable {
        case handle(String)
        case words(String)
        /// The network that a comment came from.
        case network(of: Comment.ID)
    }

    package static let longestReason = 500
    /// A network belongs to others in time, so its ban lasts this long at most.
    package static let longestNetworkBan = 90

    package let target: Target
    package let reason: String
    /// In days; `nil` until it is lifted.
    package let days: Int?

    package init(target: Target, reason: String, days: Int?) {
        self.target = target
        self.reason = reason
        self.days = days
    }

    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be taken.
    func check() throws(Problem) {
        var errors: [Problem.FieldError] = []
        switch target {
        case .handle(let handle):
            if !(1...64).contains(handle.unicodeScalars.count) {
                errors.append(.init(field: "value", message: "A handle has 1 to 64 characters."))
            } else if FoldedText(handle).plain.isEmpty {
                errors.append(.init(field: "value", message: "It needs a letter or a digit."))
            }
        case .words(let words):
            do throws(Problem) { _ = try WordPattern(words) } catch {
                errors.append(.init(field: "value", message: error.detail))
            }
        case .network:
            if !(days.map { (1...Self.longestNetworkBan).contains($0) } ?? false) {
                errors.append(
                    .init(field: "days", message: "A network is banned for 1 to \(Self.longestNetworkBan) days."))
            }
        }
        if let days, !(1...3650).contains(days), errors.isEmpty {
            errors.append(.init(field: "days", message: "Write a number of days, up to 3,650, or nothing."))
        }
        if !(1...Self.longestReason).contains(reason.unicodeScalars.count) {
            errors.append(.init(field: "reason", message: "Say why, in up to \(Self.longestReason) characters."))
        }
        guard errors.isEmpty else {
            throw Problem(
                .invalid, slug: "ban-invalid", title: "The ban can’t be set", detail: errors[0].message,
                fieldErrors: errors)
        }
    }
}
