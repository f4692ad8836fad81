import Editorial
import HTTPSupport
import Kernel
import Markup

/// A comparison as structured data: the ranked products in their order, each with the review that it got.
///
/// What was not tested is in no list, and there is no aggregate rating: nobody but the testers rated anything.
struct EvaluationData {
    let sheet: EvaluationSheet
    let shell: any PageShell

    var json: JSONValue {
        let places = sheet.ranking.places
        return .object([
            "@type": "ItemList",
            "name": .string(sheet.evaluation.title),
            "itemListOrder": "https://schema.org/ItemListOrderDescending",
            "numberOfItems": .integer(places.count),
            "itemListElement": .array(places.compactMap(item)),
        ])
    }

    private func item(_ place: EvaluationRanking.Place) -> JSONValue? {
        guard let product = sheet.products[place.product] else { return nil }
        return .object([
            "@type": "ListItem",
            "position": .integer(place.rank),
            "item": .object([
                "@type": "Product",
                "name": .string(product.name),
                "url": .string(product.address),
                "manufacturer": .object(["@type": "Organization", "name": .string(product.maker)]),
                "review": review(of: place),
            ]),
        ])
    }

    private func review(of place: EvaluationRanking.Place) -> JSONValue? {
        guard let (testers, days) = sheet.tests(of: place.product) else { return nil }
        return .object([
            "@type": "Review",
            "author": .array(testers.map(person)),
            "dateCreated": .string(days.upperBound.description),
            "reviewRating": .object([
                "@type": "Rating", "ratingValue": .string(place.total.description), "bestRating": "10",
                "worstRating": "0",
            ]),
        ])
    }

    private func person(_ tester: Tester) -> JSONValue {
        .object([
            "@type": "Person", "name": .string(tester.name),
            "url": tester.person.map { .string(shell.address(of: .person($0))) },
        ])
    }
}
