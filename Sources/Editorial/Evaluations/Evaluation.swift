package import Kernel

/// What an evaluation looks at, and how much it counts.
package struct Criterion: Sendable, Hashable {
    /// Its name for programs, unique within its evaluation and the same for good.
    package let slug: Slug
    package let name: String
    /// A whole number from 0 to 1000; what counts is its share of the sum, and at 0 it is only shown.
    package let weight: Int
    /// What 0 and 10 stand for, such as “minutes until the first cup”.
    package let scale: String
    /// What good means here, for readers.
    package let good: String

    package init(slug: Slug, name: String, weight: Int, scale: String, good: String) {
        self.slug = slug
        self.name = name
        self.weight = weight
        self.scale = scale
        self.good = good
    }
}

/// Who tested: somebody with a byline, or a name.
package struct Tester: Sendable, Hashable {
    package let name: String
    /// Their page, if they have one.
    package let person: Slug?

    package init(name: String, person: Slug? = nil) {
        self.name = name
        self.person = person
    }
}

/// How a product did by one criterion, and how that is known.
package struct Score: Sendable, Hashable {
    package let value: ScoreValue
    /// What was seen or measured, in plain text; never empty.
    package let evidence: String
    package let tester: Tester
    package let tested: CalendarDay

    package init(value: ScoreValue, evidence: String, tester: Tester, tested: CalendarDay) {
        self.value = value
        self.evidence = evidence
        self.tester = tester
        self.tested = tested
    }
}

/// A comparison of products: by what, with which weights, and how each did.
package struct Evaluation: Sendable, Hashable {
    /// Which score is meant.
    package struct Cell: Sendable, Hashable {
        package let product: Slug
        package let criterion: Slug

        package init(product: Slug, criterion: Slug) {
            self.product = product
            self.criterion = criterion
        }
    }

    package let slug: Slug
    package var title: String
    /// How it was tested: Markdown without directives; empty until it is stated.
    package var method: String
    /// In the order of the table's columns.
    package var criteria: [Criterion]
    package var products: Set<Slug>
    /// Nothing is here for what has not been tested.
    package var scores: [Cell: Score]

    package init(
        slug: Slug, title: String, method: String = "", criteria: [Criterion] = [], products: Set<Slug> = [],
        scores: [Cell: Score] = [:]
    ) {
        self.slug = slug
        self.title = title
        self.method = method
        self.criteria = criteria
        self.products = products
        self.scores = scores
    }

    package func score(of product: Slug, by criterion: Slug) -> Score? {
        scores[Cell(product: product, criterion: criterion)]
    }
}
