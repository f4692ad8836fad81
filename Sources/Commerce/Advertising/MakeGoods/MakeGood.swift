package import Kernel

/// What a flight lacks that ended under its goal, and what was booked to make up for it.
package struct MakeGoodProposal: Sendable, Hashable {
    package let original: Flight
    /// Views or clicks that are neither delivered nor promised again.
    package let missing: Int
    /// The flights that make up for it, the first first.
    package let booked: [Flight.ID]
    /// What they would have cost.
    package let worth: Money

    /// On what terms a flight makes up for it: nothing for so many views; so many clicks at the old price, which is never
    /// billed.
    var pricing: Pricing {
        if case .perClick = original.pricing { original.pricing } else { .flat(views: missing) }
    }

    /// What such a flight has to be booked for, so that its goal is what is missing.
    var budget: Money {
        if case .perClick = original.pricing { worth } else { .zero(original.budget.currency) }
    }
}
