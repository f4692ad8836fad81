import Commerce
import HTTPSupport
import Kernel

extension Business {
    func partnerList(_ request: StaffRequest) async throws -> StaffAnswer {
        try await partnerList(request, values: FormBody(), problem: nil)
    }

    func addPartner(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            var reading = FormReading(request.form)
            let slug = reading.slug("slug")
            let partner = try PartnerForm.partner(reading, slug: slug)
            guard try await partners.partner(partner.slug) == nil else {
                throw Problem(
                    .invalid, slug: "partner-exists", title: "The partner can’t be added",
                    detail: "There is a partner “\(partner.slug)” already.",
                    fieldErrors: [.init(field: "slug", message: "There is a partner of this name already.")])
            }
            try await partners.save(partner, by: signature(of: request))
            try await changed()
            return .done(
                .partner(partner.slug.description), notice: "\(partner.name) is added.", subject: partner.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await partnerList(request, values: request.form, problem: problem)
        }
    }

    func partner(_ request: StaffRequest) async throws -> StaffAnswer {
        let partner = try await known(request)
        return try await page(of: partner, values: PartnerForm.values(partner), request, problem: nil)
    }

    func changePartner(_ request: StaffRequest) async throws -> StaffAnswer {
        let partner = try await known(request)
        do {
            let new = try PartnerForm.partner(FormReading(request.form), slug: partner.slug)
            try await partners.save(new, by: signature(of: request))
            try await changed()
            return .done(.partner(new.slug.description), notice: "Saved.", subject: new.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: partner, values: request.form, request, problem: problem)
        }
    }

    private func known(_ request: StaffRequest) async throws -> Partner {
        guard let partner = try await partners.partner(request.slug("slug")) else { throw StaffRequest.nothingHere }
        return partner
    }

    private func partnerList(
        _ request: StaffRequest, values: FormBody, problem: Problem?
    ) async throws -> StaffAnswer {
        let page = try await PartnerListPage(
            partners: partners.all(), census: census(), values: values, day: request.now.localDay,
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }

    private func page(
        of partner: Partner, values: FormBody, _ request: StaffRequest, problem: Problem?
    ) async throws -> StaffAnswer {
        let page = try await PartnerPage(
            partner: partner, programmes: programmes.all().filter { $0.partner == partner.slug },
            uses: census().uses(of: partner.slug),
            events: history.events(of: .partner, subject: partner.slug.description), values: values,
            day: request.now.localDay, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}
