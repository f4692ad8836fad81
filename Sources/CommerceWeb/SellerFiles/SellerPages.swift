package import Commerce
package import HTTPSupport
import Markup

/// The files that tell programs who may sell the site’s advertising.
package struct SellerPages: PageSource {
    private let declaration: @Sendable () async throws -> SellerDeclaration

    package init(declaration: @escaping @Sendable () async throws -> SellerDeclaration) {
        self.declaration = declaration
    }

    package func page(at route: Route) async throws -> PageAnswer? {
        switch route {
        case .adsText:
            .page(Page(bytes: Array(try await declaration().adsText.utf8), mediaType: .plainText))
        case .sellers: .page(Page(bytes: Self.sellers(try await declaration()).bytes, mediaType: .json))
        default: nil
        }
    }

    /// The file `/sellers.json` (IAB Tech Lab, sellers.json 1.0).
    private static func sellers(_ declaration: SellerDeclaration) -> JSONValue {
        .object([
            "contact_email": .string(declaration.contact),
            "version": "1.0",
            "sellers": [
                .object([
                    "seller_id": .string(SellerDeclaration.sellerID),
                    "name": .string(declaration.publisher),
                    "domain": declaration.ownerDomain.map(JSONValue.string),
                    "seller_type": "PUBLISHER",
                    "is_confidential": .integer(0),
                ])
            ],
        ])
    }
}
