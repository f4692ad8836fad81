package import Editorial
package import HTTPSupport
package import Kernel

/// The editorial desk: where articles are written, checked and published.
package struct Desk: Sendable {
    let manuscripts: ManuscriptStore
    let facts: FactStore
    let sources: SourceStore
    let health: SourceHealthStore
    let inspector: SourceInspector
    let links: ArticleLinks
    let suggestions: SuggestedCorrectionStore
    let evaluations: EvaluationStore
    let products: ProductStore
    let media: MediaStore
    let taxonomy: TaxonomyStore
    let people: PersonStore
    let shell: any PageShell
    let clock: any WallClock
    let colleagues: @Sendable () async throws -> [StaffMember]
    let isOnePerson: @Sendable () async throws -> Bool

    static let access = StaffEndpoint.Access.roles(Role.editorial)
    /// A megabyte of text is three when every letter of it is escaped.
    static let longestText = 16 << 20

    /// Several images at once.
    static let longestUpload = 64 << 20

    /// - Parameters:
    ///   - shell: The readers' frame, for previews.
    ///   - colleagues: Everybody on the staff, to assign work to.
    ///   - isOnePerson: Whether the site has declared that one person does everything.
    package init(
        manuscripts: ManuscriptStore, facts: FactStore, sources: SourceStore, media: MediaStore,
        taxonomy: TaxonomyStore,
        people: PersonStore,
        health: SourceHealthStore, inspector: SourceInspector,
        links: ArticleLinks,
        suggestions: SuggestedCorrectionStore,
        evaluations: EvaluationStore, products: ProductStore,
        shell: any PageShell, clock: any WallClock,
        colleagues: @escaping @Sendable () async throws -> [StaffMember],
        isOnePerson: @escaping @Sendable () async throws -> Bool
    ) {
        self.manuscripts = manuscripts
        self.facts = facts
        self.sources = sources
        self.health = health
        self.inspector = inspector
        self.links = links
        self.suggestions = suggestions
        self.evaluations = evaluations
        self.products = products
        self.media = media
        self.taxonomy = taxonomy
        self.people = people
        self.shell = shell
        self.clock = clock
        self.colleagues = colleagues
        self.isOnePerson = isOnePerson
    }

    /// Everything that the desk answers to.
    package var endpoints: [StaffEndpoint] {
        [
            .get(.desk, Self.access) { try await home($0) },
            .get(.manuscripts, Self.access) { try await list($0) },
            .post(.newManuscript, Self.access, action: "begin an article") { try await begin($0) },
            .post(.revise(":slug"), Self.access, action: "take up a published article") { try await revise($0) },
            .get(.manuscript(":id"), Self.access) { try await edit($0) },
            .post(
                .manuscriptSave(":id"), Self.access, action: "save an article", longestBody: Self.longestText
            ) { try await save($0) },
            // What is typed is saved every few seconds; its history is in the manuscript, not in the trail.
            .compute(.manuscriptAutosave(":id"), Self.access, longestBody: Self.longestText) {
                try await autosave($0)
            },
            .get(.manuscriptPreview(":id"), Self.access) { try await preview($0) },
            .get(.manuscriptFindings(":id"), Self.access) { try await findings($0) },
            .compute(.paste, Self.access, longestBody: PastedHTML.longest) { try await paste($0) },
            .post(.manuscriptStep(":id"), Self.access, action: "take a step with an article") {
                try await step($0)
            },
            .post(.manuscriptAssignment(":id"), Self.access, action: "assign an article") { try await assign($0) },
            .post(.manuscriptRemarks(":id"), Self.access, action: "remark on an article") { try await remark($0) },
            .post(.manuscriptRemark(":id", remark: ":remark"), Self.access, action: "settle a remark") {
                try await settle($0)
            },
            .get(.facts, Self.access) { try await factList($0) },
            .get(.fact(":slug"), Self.access) { try await fact($0) },
            .compute(.factPreview(":slug"), Self.access) { try await previewFact($0) },
            .post(.fact(":slug"), Self.access, action: "change a fact") { try await changeFact($0) },
            .post(.factConfirm(":slug"), Self.access, action: "confirm a fact") { try await confirmFact($0) },
            .get(.newFact, Self.access) { try await newFact($0) },
            .post(.newFact, Self.access, action: "add a fact") { try await addFact($0) },
            .post(.factDescription(":slug"), Self.access, action: "describe a fact") { try await describeFact($0) },
            .get(.factSearch, Self.access) { try await searchFacts($0) },
            .get(.sourceSearch, Self.access) { try await searchSources($0) },
            .get(.articleSearch, Self.access) { try await searchArticles($0) },
            .get(.sources, Self.access) { try await sourceList($0) },
            .get(.newSource, Self.access) { try await newSource($0) },
            .post(.newSource, Self.access, action: "add a source") { try await addSource($0) },
            .get(.sourceImport, Self.access) { try await importForm($0) },
            .compute(.sourceImportPlan, Self.access, longestBody: Self.longestText) { try await planImport($0) },
            .post(
                .sourceImport, Self.access, action: "import sources", longestBody: Self.longestText
            ) { try await importSources($0) },
            .get(.source(":slug"), Self.access) { try await source($0) },
            .post(.source(":slug"), Self.access, action: "change a source") { try await changeSource($0) },
            .post(.sourceCheck(":slug"), Self.access, action: "check a source") { try await checkSource($0) },
            .post(.sourceDelete(":slug"), Self.access, action: "delete a source") { try await deleteSource($0) },
            .get(.deadLinks, Self.access) { try await deadLinks($0) },
            .post(.deadLinkCheck, Self.access, action: "check a link") { try await checkLink($0) },
            .get(.media, Self.access) { try await imageList($0) },
            .upload(.media, Self.access, action: "upload an image", longestBody: Self.longestUpload) {
                try await upload($0)
            },
            .get(.mediaSearch, Self.access) { try await searchImages($0) },
            .get(.image(":slug"), Self.access) { try await image($0) },
            .post(.image(":slug"), Self.access, action: "describe an image") { try await describeImage($0) },
            .post(.imageDeletion(":slug"), Self.access, action: "delete an image") { try await deleteImage($0) },
            .get(.manuscriptHistory(":id"), Self.access) { try await history($0) },
            .get(.manuscriptVersion(":id", number: ":number"), Self.access) { try await version($0) },
            .post(
                .manuscriptRestore(":id", number: ":number"), Self.access, action: "restore an earlier text"
            ) { try await restore($0) },
        ] + evaluationEndpoints + productEndpoints + suggestionEndpoints
    }

    /// The manuscript that an address names.
    func manuscript(_ request: StaffRequest) async throws -> Manuscript {
        guard let manuscript = try await manuscripts.manuscript(request.identifier("id")) else {
            throw StaffRequest.nothingHere
        }
        return manuscript
    }
}
