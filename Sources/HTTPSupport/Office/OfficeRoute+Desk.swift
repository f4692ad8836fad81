/// The desk: manuscripts and what they are made of.
extension OfficeRoute {
    package static let desk = at("/desk")
    package static let manuscripts = at("/desk/articles")
    package static let newManuscript = at("/desk/articles/new")
    package static func manuscript(_ id: String) -> Self { at("/desk/articles/\(id)") }
    package static func manuscriptSave(_ id: String) -> Self { at("/desk/articles/\(id)/save") }
    package static func manuscriptAutosave(_ id: String) -> Self { at("/desk/articles/\(id)/autosave") }
    package static func manuscriptPreview(_ id: String) -> Self { at("/desk/articles/\(id)/preview") }
    package static func manuscriptStep(_ id: String) -> Self { at("/desk/articles/\(id)/step") }
    package static func manuscriptAssignment(_ id: String) -> Self { at("/desk/articles/\(id)/assignment") }
    package static func manuscriptRemarks(_ id: String) -> Self { at("/desk/articles/\(id)/remarks") }
    package static func manuscriptRemark(_ id: String, remark: String) -> Self {
        at("/desk/articles/\(id)/remarks/\(remark)")
    }
    package static func manuscriptHistory(_ id: String) -> Self { at("/desk/articles/\(id)/history") }
    package static func manuscriptVersion(_ id: String, number: String) -> Self {
        at("/desk/articles/\(id)/history/\(number)")
    }
    package static func manuscriptRestore(_ id: String, number: String) -> Self {
        at("/desk/articles/\(id)/history/\(number)/restore")
    }
    package static func revise(_ slug: String) -> Self { at("/desk/revise/\(slug)") }
    package static func manuscriptFindings(_ id: String) -> Self { at("/desk/articles/\(id)/findings") }
    package static let paste = at("/desk/paste")
    package static let facts = at("/desk/facts")
    package static func fact(_ slug: String) -> Self { at("/desk/facts/\(slug)") }
    package static func factPreview(_ slug: String) -> Self { at("/desk/facts/\(slug)/preview") }
    package static func factConfirm(_ slug: String) -> Self { at("/desk/facts/\(slug)/confirm") }
    package static let newFact = at("/desk/facts/new")
    package static let factSearch = at("/desk/facts/search")
    package static let factsDue = at("/desk/facts?show=due")
    package static func factDescription(_ slug: String) -> Self { at("/desk/facts/\(slug)/description") }
    package static let articleSearch = at("/desk/articles/search")
    package static let sources = at("/desk/sources")
    package static let newSource = at("/desk/sources/new")
    package static let sourceImport = at("/desk/sources/import")
    package static let sourceImportPlan = at("/desk/sources/import/plan")
    package static let sourceSearch = at("/desk/sources/search")
    package static func source(_ slug: String) -> Self { at("/desk/sources/\(slug)") }
    package static func sourceCheck(_ slug: String) -> Self { at("/desk/sources/\(slug)/check") }
    package static func sourceDelete(_ slug: String) -> Self { at("/desk/sources/\(slug)/delete") }

    // Links of published articles that lead nowhere.
    package static let deadLinks = at("/desk/links")
    package static let deadLinkCheck = at("/desk/links/check")

    // Corrections that readers suggest in comments.
    package static let suggestedCorrections = at("/desk/suggestions")
    package static func suggestedCorrection(_ id: String) -> Self { at("/desk/suggestions/\(id)") }

    // What articles stand in, are about and are signed with.
    package static let sections = at("/desk/sections")
    package static let sectionOrder = at("/desk/section-order")
    package static func section(_ slug: String) -> Self { at("/desk/sections/\(slug)") }
    package static func sectionRemoval(_ slug: String) -> Self { at("/desk/sections/\(slug)/remove") }
    package static let topics = at("/desk/topics")
    package static func topic(_ slug: String) -> Self { at("/desk/topics/\(slug)") }
    package static func topicRemoval(_ slug: String) -> Self { at("/desk/topics/\(slug)/remove") }
    package static let bylines = at("/desk/people")
    package static func byline(_ slug: String) -> Self { at("/desk/people/\(slug)") }
    package static func bylineRemoval(_ slug: String) -> Self { at("/desk/people/\(slug)/remove") }
    package static let media = at("/desk/media")
    package static let mediaSearch = at("/desk/media/search")
    package static func image(_ slug: String) -> Self { at("/desk/media/\(slug)") }
    package static func imageDeletion(_ slug: String) -> Self { at("/desk/media/\(slug)/delete") }

    // What is compared.
    package static let evaluations = at("/desk/evaluations")
    package static let evaluationSearch = at("/desk/evaluations/search")
    package static func evaluation(_ slug: String) -> Self { at("/desk/evaluations/\(slug)") }
    package static func evaluationPreview(_ slug: String) -> Self { at("/desk/evaluations/\(slug)/preview") }
    package static func evaluationScores(_ slug: String, product: String) -> Self {
        at("/desk/evaluations/\(slug)/scores/\(product)")
    }
    package static let products = at("/desk/products")
    package static let productSearch = at("/desk/products/search")
    package static func product(_ slug: String) -> Self { at("/desk/products/\(slug)") }
}
