import Commerce
import HTTPSupport
import Kernel

extension Business {
    func linkList(_ request: StaffRequest) async throws -> StaffAnswer {
        try await linkList(request, values: FormBody(), problem: nil)
    }

    func addLink(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            var reading = FormReading(request.form)
            let slug = reading.slug("slug")
            let link = try LinkForm.link(reading, slug: slug, old: nil, now: request.now)
            guard try await links.link(link.slug) == nil else {
                throw Problem(
                    .invalid, slug: "link-exists", title: "The link can’t be added",
                    detail: "There is a link “\(link.slug)” already.",
                    fieldErrors: [.init(field: "slug", message: "There is a link of this name already.")])
            }
            try await links.save(link, by: signature(of: request))
            try await changed()
            return .done(
                .affiliateLink(link.slug.description), notice: "The link is live, and readers see it now.",
                subject: link.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await linkList(request, values: request.form, problem: problem)
        }
    }

    func link(_ request: StaffRequest) async throws -> StaffAnswer {
        let link = try await known(request)
        return try await page(of: link, values: LinkForm.values(link), request, problem: nil)
    }

    func changeLink(_ request: StaffRequest) async throws -> StaffAnswer {
        let link = try await known(request)
        do {
            let new = try LinkForm.link(FormReading(request.form), slug: link.slug, old: link, now: request.now)
            try await links.save(new, by: signature(of: request))
            try await changed()
            return .done(
                .affiliateLink(link.slug.description), notice: "Saved. Readers see it now.", subject: new.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: link, values: request.form, request, problem: problem)
        }
    }

    func endLink(_ request: StaffRequest) async throws -> StaffAnswer {
        let link = try await known(request)
        guard link.ended == nil else {
            throw Problem(
                .conflict, slug: "link-ended", title: "The link has ended", detail: "It is a plain link already.")
        }
        try await links.save(link.ending(at: max(request.now, link.made)), by: signature(of: request))
        try await changed()
        return .done(
            .affiliateLink(link.slug.description), notice: "The link has ended. It is a plain link again.",
            subject: link.name)
    }

    private func known(_ request: StaffRequest) async throws -> HandMadeLink {
        guard let link = try await links.link(request.slug("slug")) else { throw StaffRequest.nothingHere }
        return link
    }

    private func linkList(_ request: StaffRequest, values: FormBody, problem: Problem?) async throws -> StaffAnswer {
        let category = request.query["category"] ?? ""
        let page = try await LinkListPage(
            links: links.all(), category: category, programmes: programmeOptions(), census: census(), values: values,
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }

    private func page(
        of link: HandMadeLink, values: FormBody, _ request: StaffRequest, problem: Problem?
    ) async throws -> StaffAnswer {
        let page = try await LinkPage(
            link: link, programmes: programmeOptions(), uses: census().uses(of: .link(link.slug)),
            events: history.events(of: .link, subject: link.slug.description), values: values,
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}
