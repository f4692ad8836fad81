/// What the checks before publication look for.
package enum CheckRule: String, Sendable, Hashable, CaseIterable {
    case missingAnswer = "missing-answer"
    case missingByline = "missing-byline"
    case missingAltText = "missing-alt-text"
    case emptyLink = "link-without-text"
    /// A directive or image that is misspelt, names nothing, or lacks what it needs to be shown.
    case faultyReference = "faulty-reference"
    /// A field that publication would refuse for another reason.
    case refusedField = "refused-field"
    case numberWithoutSource = "number-without-source"
    case skippedHeading = "skipped-heading"
    case longTitle = "long-title"
    case deadSource = "dead-source"
    case deadLink = "dead-link"
    case staleFact = "fact-past-review"
    case comparisonWithoutMethod = "comparison-without-method"

    package var severity: Finding.Severity {
        switch self {
        case .missingAnswer, .missingByline, .missingAltText, .emptyLink, .faultyReference, .refusedField: .blocking
        case .numberWithoutSource, .skippedHeading, .longTitle, .deadSource, .deadLink, .staleFact,
            .comparisonWithoutMethod:
            .advice
        }
    }

    /// Why it matters.
    package var reason: String {
        switch self {
        case .missingAnswer: "A hurried reader stops after the short answer, and lists and search engines show it."
        case .missingByline: "Readers have to see who answers for what they read."
        case .missingAltText: "Who cannot see the picture hears this text instead, and without it nothing."
        case .emptyLink: "A link that says nothing cannot be seen or followed; a screen reader reads out its address."
        case .faultyReference: "Readers would see something else than what it stands for, or nothing."
        case .refusedField: "An article without it has no place on the site."
        case .numberWithoutSource: "Readers cannot tell where the figure comes from or when it was true."
        case .skippedHeading: "A contents list and a screen reader’s outline get a gap where a level is missing."
        case .longTitle: "Search results and lists cut it off."
        case .deadSource: "Readers who follow it find nothing, so it proves nothing any more."
        case .deadLink: "Readers who follow it find nothing."
        case .staleFact: "Readers are told that it is due for review."
        case .comparisonWithoutMethod: "A ranking is worth what its method is; readers have to be able to judge it."
        }
    }

    /// How to mend it.
    package var remedy: String {
        switch self {
        case .missingAnswer: "Say the answer in a sentence or two."
        case .missingByline: "Tick at least one person under “Written by”."
        case .missingAltText: "Write between the square brackets what the picture shows: ![what it shows](/media/…)."
        case .emptyLink: "Write between the square brackets what the link leads to: [what it is](address)."
        case .faultyReference: "Choose it from the library, complete it there, or take it out."
        case .refusedField: "Fill the field as it says."
        case .numberWithoutSource: "Put in the fact, cite the source, link to it, or leave the figure out."
        case .skippedHeading: "Give the heading one # less, or put a heading of the missing level before it."
        case .longTitle: "Say it in fewer words; the rest fits into the description."
        case .deadSource: "Look for its new address or an archived copy, or cite another source."
        case .deadLink: "Look for its new address, link to another page, or take the link out."
        case .staleFact: "Look at its source again, then confirm or change the fact in the library."
        case .comparisonWithoutMethod:
            "Say in a sentence, or under a heading such as “How we compared”, how it was done."
        }
    }
}
