package import Kernel

/// What a flight lacks that ended under its goal, and what was booked to make up for it.
package struct MakeGoodProposal: Sendable, Hashable {
    package let original: Flight
    /// Views that are neither delivered nor promised again.
    package let missing: Int
    /// The flights that make up for it, the first first.
    package let booked: [Flight.ID]
    /// What the missing views would have cost.
    package let worth: Money
}
