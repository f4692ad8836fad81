import Audience
import HTTPSupport
import Kernel

/// Addresses that get nothing, and allowing them again.
extension SubscriberOffice {
    private static let perPage = 50
    private static let mostEnded = 20

    var suppressionEndpoints: [StaffEndpoint] {
        [
            .get(.suppressions, Self.publisher) { try await suppressionPage($0) },
            .post(.suppressionEnd, Self.publisher, action: "allow mail to an address") { request in
                guard let digest = SuppressionCode.digest(request.form["code"]) else { throw StaffRequest.nothingHere }
                do {
                    let isChanged = try await suppressions.allow(
                        digest, because: request.form["why"], by: request.member.name, at: request.now)
                    return .done(.suppressions, notice: isChanged ? Self.allowed : Self.wasAllowed)
                } catch let problem as Problem where problem.isFormFault {
                    return try await suppressionPage(request, problem: problem)
                }
            },
        ]
    }

    private func suppressionPage(_ request: StaffRequest, problem: Problem? = nil) async throws -> StaffAnswer {
        let group = SuppressionGroup(rawValue: request.query["of"] ?? request.form["of"]) ?? .trouble
        let list = try await suppressions.list(
            group.reasons, most: Self.perPage + 1, after: request.query["after"].flatMap(SuppressionCode.place))
        let page = SuppressionPage(
            group: group, counts: try await suppressions.counts(), list: Array(list.prefix(Self.perPage)),
            hasMore: list.count > Self.perPage, ended: try await suppressions.ended(most: Self.mostEnded),
            unread: try await unread.count(), typed: request.form, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}

/// Which suppressions are listed together.
enum SuppressionGroup: String, CaseIterable {
    case trouble, left

    var reasons: [Suppression.Reason] {
        switch self {
        case .trouble: [.bounced, .complained, .staff]
        case .left: [.left, .erased]
        }
    }

    var name: String {
        switch self {
        case .trouble: "Not by their wish"
        case .left: "Left by their wish"
        }
    }
}

/// How an address that may be kept nowhere is named: by the digits of its digest.
enum SuppressionCode {
    private static let length = 32

    static func text(_ digest: [UInt8]) -> String { digest.hexadecimal }

    static func digest(_ text: some StringProtocol) -> [UInt8]? {
        guard let digest = [UInt8](hexadecimal: text), digest.count == length else { return nil }
        return digest
    }

    /// Where a list goes on.
    static func text(of last: ListedSuppression) -> String {
        "\(last.suppression.made.milliseconds).\(text(last.digest))"
    }

    static func place(_ text: String) -> (made: Timestamp, digest: [UInt8])? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let moment = Int64(parts[0]), let digest = digest(parts[1]) else { return nil }
        return (Timestamp(milliseconds: moment), digest)
    }
}
