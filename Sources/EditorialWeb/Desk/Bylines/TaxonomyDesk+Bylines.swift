import Editorial
import HTTPSupport
import Kernel
import Markup

extension TaxonomyDesk {
    func bylines(_ request: StaffRequest, problem: Problem? = nil) async throws -> StaffAnswer {
        let page = BylineListPage(
            people: try await people.counted(), typed: request.form, token: request.formToken,
            area: .keeping(request.member), problem: problem)
        return .page(page.page, problem: problem)
    }

    func addByline(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            let (slug, _) = try AddressField.slug(request.form, name: request.form["name"])
            let person = BylineForm.person(request.form, slug: slug)
            try await people.add(person)
            return .done(.bylines, notice: "Added \(person.name).", subject: person.name)
        } catch let problem as Problem where problem.isFormFault {
            return try await bylines(request, problem: problem)
        }
    }

    func byline(_ request: StaffRequest, problem: Problem? = nil) async throws -> StaffAnswer {
        let slug = try request.slug("slug")
        guard let counted = try await people.counted().first(where: { $0.person.slug == slug }) else {
            throw StaffRequest.nothingHere
        }
        let page = BylinePage(
            counted: counted, typed: problem == nil ? nil : request.form, token: request.formToken,
            area: .keeping(request.member), problem: problem)
        return .page(page.page, problem: problem)
    }

    func changeByline(_ request: StaffRequest) async throws -> StaffAnswer {
        let person = BylineForm.person(request.form, slug: try request.slug("slug"))
        do {
            try await people.change(person)
            return .done(.bylines, notice: "Saved \(person.name).", subject: person.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await byline(request, problem: problem)
        }
    }

    func removeByline(_ request: StaffRequest) async throws -> StaffAnswer {
        let slug = try request.slug("slug")
        try await people.remove(slug)
        return .done(.bylines, notice: "Removed “\(slug)”.", subject: slug.description)
    }
}
