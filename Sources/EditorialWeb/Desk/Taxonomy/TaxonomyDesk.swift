package import Editorial
package import HTTPSupport
import Kernel

/// Where editors and the publisher keep sections, topics and bylines.
package struct TaxonomyDesk: Sendable {
    let taxonomy: TaxonomyStore
    let people: PersonStore

    /// What names stand under is settled by those who answer for the whole.
    static let access = StaffEndpoint.Access.roles([.editor, .publisher])

    package init(taxonomy: TaxonomyStore, people: PersonStore) {
        self.taxonomy = taxonomy
        self.people = people
    }

    /// Everything that these pages answer to.
    package var endpoints: [StaffEndpoint] {
        [
            .get(.sections, Self.access) { try await list(.section, $0) },
            .post(.sections, Self.access, action: "add a section") { try await add(.section, $0) },
            .post(.sectionOrder, Self.access, action: "order the sections") { try await order($0) },
            .get(.section(":slug"), Self.access) { try await edit(.section, $0) },
            .post(.section(":slug"), Self.access, action: "change a section") { try await change(.section, $0) },
            .post(.sectionRemoval(":slug"), Self.access, action: "remove a section") {
                try await remove(.section, $0)
            },
            .get(.topics, Self.access) { try await list(.topic, $0) },
            .post(.topics, Self.access, action: "add a topic") { try await add(.topic, $0) },
            .get(.topic(":slug"), Self.access) { try await edit(.topic, $0) },
            .post(.topic(":slug"), Self.access, action: "change a topic") { try await change(.topic, $0) },
            .post(.topicRemoval(":slug"), Self.access, action: "remove a topic") { try await remove(.topic, $0) },
            .get(.bylines, Self.access) { try await bylines($0) },
            .post(.bylines, Self.access, action: "add a byline") { try await addByline($0) },
            .get(.byline(":slug"), Self.access) { try await byline($0) },
            .post(.byline(":slug"), Self.access, action: "change a byline") { try await changeByline($0) },
            .post(.bylineRemoval(":slug"), Self.access, action: "remove a byline") { try await removeByline($0) },
        ]
    }

    private func entries(_ kind: TaxonomyKind) async throws -> [TaxonomyEntry] {
        switch kind {
        case .section: try await taxonomy.sections().map(TaxonomyEntry.init)
        case .topic: try await taxonomy.topics().map(TaxonomyEntry.init)
        }
    }

    private func entry(_ kind: TaxonomyKind, _ request: StaffRequest) async throws -> TaxonomyEntry {
        let slug = try request.slug("slug")
        guard let entry = try await entries(kind).first(where: { $0.slug == slug }) else {
            throw StaffRequest.nothingHere
        }
        return entry
    }

    private func list(
        _ kind: TaxonomyKind, _ request: StaffRequest, problem: Problem? = nil
    ) async throws -> StaffAnswer {
        let page = TaxonomyListPage(
            kind: kind, entries: try await entries(kind), typed: request.form, token: request.formToken,
            area: .keeping(request.member), problem: problem)
        return .page(page.page, problem: problem)
    }

    private func add(_ kind: TaxonomyKind, _ request: StaffRequest) async throws -> StaffAnswer {
        let form = request.form
        do {
            let (slug, name) = try AddressField.slug(form, name: form["name"])
            let description = TypedText.line(form["description"])
            switch kind {
            case .section: try await taxonomy.add(Section(slug: slug, name: name, description: description))
            case .topic: try await taxonomy.add(Topic(slug: slug, name: name, description: description))
            }
            return .done(kind.list, notice: "Added “\(name.prefix(80))”.", subject: name)
        } catch let problem as Problem where problem.isFormFault {
            return try await list(kind, request, problem: problem)
        }
    }

    private func edit(
        _ kind: TaxonomyKind, _ request: StaffRequest, problem: Problem? = nil
    ) async throws -> StaffAnswer {
        let page = TaxonomyEntryPage(
            kind: kind, entry: try await entry(kind, request), typed: problem == nil ? nil : request.form,
            token: request.formToken, area: .keeping(request.member), problem: problem)
        return .page(page.page, problem: problem)
    }

    private func change(_ kind: TaxonomyKind, _ request: StaffRequest) async throws -> StaffAnswer {
        let slug = try request.slug("slug")
        let name = TypedText.line(request.form["name"])
        let description = TypedText.line(request.form["description"])
        do {
            switch kind {
            case .section: try await taxonomy.change(Section(slug: slug, name: name, description: description))
            case .topic: try await taxonomy.change(Topic(slug: slug, name: name, description: description))
            }
            return .done(kind.list, notice: "Saved “\(name)”.", subject: name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await edit(kind, request, problem: problem)
        }
    }

    private func remove(_ kind: TaxonomyKind, _ request: StaffRequest) async throws -> StaffAnswer {
        let slug = try request.slug("slug")
        switch kind {
        case .section: try await taxonomy.removeSection(slug)
        case .topic: try await taxonomy.removeTopic(slug)
        }
        return .done(kind.list, notice: "Removed “\(slug)”.", subject: slug.description)
    }

    /// Puts one section a place up or down; the others keep their order.
    private func order(_ request: StaffRequest) async throws -> StaffAnswer {
        var slugs = try await taxonomy.sections().map(\.section.slug)
        guard let index = slugs.firstIndex(where: { $0.description == request.form["slug"] }) else {
            throw StaffRequest.nothingHere
        }
        let target = request.form["direction"] == "up" ? index - 1 : index + 1
        guard slugs.indices.contains(target) else { return .done(.sections) }
        slugs.swapAt(index, target)
        try await taxonomy.order(slugs)
        return .done(.sections, notice: "The order is changed.", subject: slugs[target].description)
    }
}
