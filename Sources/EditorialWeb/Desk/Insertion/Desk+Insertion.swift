import Editorial
import HTTPSupport
import Markup

/// What the editor's dialogs look for while somebody types.
extension Desk {
    private static let mostInsertions = 20

    func searchFacts(_ request: StaffRequest) async throws -> StaffAnswer {
        let found = try await facts.page(search: Self.text(request), limit: Self.mostInsertions)
        return Self.answer(found.items.map { Insertion($0.fact) })
    }

    func searchSources(_ request: StaffRequest) async throws -> StaffAnswer {
        let found = try await sources.page(search: Self.text(request), limit: Self.mostInsertions)
        return Self.answer(found.items.map { Insertion($0.source) })
    }

    func searchArticles(_ request: StaffRequest) async throws -> StaffAnswer {
        let found = try await manuscripts.published(matching: Self.text(request), limit: Self.mostInsertions)
        return Self.answer(found.map { Insertion($0) })
    }

    func searchEvaluations(_ request: StaffRequest) async throws -> StaffAnswer {
        let found = try await evaluations.page(search: Self.text(request), limit: Self.mostInsertions)
        return Self.answer(found.items.map { Insertion($0) })
    }

    func searchProducts(_ request: StaffRequest) async throws -> StaffAnswer {
        let found = try await products.page(search: Self.text(request), limit: Self.mostInsertions)
        return Self.answer(found.items.map { Insertion($0.product) })
    }

    private static func text(_ request: StaffRequest) -> String {
        TypedText.clean(String((request.query["text"] ?? "").prefix(200)))
    }

    private static func answer(_ insertions: [Insertion]) -> StaffAnswer {
        .json(.object(["items": .array(insertions.map(\.json))]))
    }
}
