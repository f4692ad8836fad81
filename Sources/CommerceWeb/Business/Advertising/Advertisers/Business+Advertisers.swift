import Commerce
import HTTPSupport
import Kernel

extension Business {
    func advertiserList(_ request: StaffRequest) async throws -> StaffAnswer {
        let values = FormBody(fields: [
            .init(name: "partner", value: request.query["partner"] ?? ""),
            .init(name: "partner-since", value: request.now.localDay.description),
        ])
        return try await advertiserList(request, values: values, problem: nil)
    }

    func addAdvertiser(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            let advertiser = try await added(FormReading(request.form), by: signature(of: request))
            try await changed()
            return .done(
                .advertiser(advertiser.partner.description), notice: "\(advertiser.name) is added. Now add a campaign.",
                subject: advertiser.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await advertiserList(request, values: request.form, problem: problem)
        }
    }

    func advertiser(_ request: StaffRequest) async throws -> StaffAnswer {
        let advertiser = try await knownAdvertiser(request)
        return try await page(of: advertiser, values: AdvertiserForm.values(advertiser), request, problem: nil)
    }

    func changeAdvertiser(_ request: StaffRequest) async throws -> StaffAnswer {
        let advertiser = try await knownAdvertiser(request)
        do {
            let new = try AdvertiserForm.advertiser(FormReading(request.form), partner: advertiser.partner)
            try await advertising.advertisers.save(new, by: signature(of: request))
            try await changed()
            return .done(.advertiser(new.partner.description), notice: "Saved.", subject: new.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: advertiser, values: request.form, request, problem: problem)
        }
    }

    func knownAdvertiser(_ request: StaffRequest) async throws -> Advertiser {
        guard let advertiser = try await advertising.advertisers.advertiser(request.slug("slug")) else {
            throw StaffRequest.nothingHere
        }
        return advertiser
    }

    /// The page of an advertiser with a form on it that was sent and has faults: its own, or that of a new campaign.
    func page(
        of advertiser: Advertiser, values: FormBody, campaign: FormBody? = nil, _ request: StaffRequest,
        problem: Problem?
    ) async throws -> StaffAnswer {
        let campaigns = try await advertising.campaigns.campaigns(of: advertiser.partner)
        let first = FormBody(fields: [
            .init(name: "id", value: Campaign.ID(at: request.now).description),
            .init(name: "currency", value: (campaigns.first?.currency ?? .euro).code),
        ])
        let page = try await AdvertiserPage(
            advertiser: advertiser, campaigns: campaigns,
            flights: advertising.booked.flights(of: advertiser.partner),
            events: history.events(of: .advertiser, subject: advertiser.partner.description), values: values,
            campaignValues: campaign ?? first, isOfCampaign: campaign != nil, day: request.now.localDay,
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }

    /// Adds an advertiser: of a partner that is there, or of one that is added with it.
    private func added(_ reading: FormReading, by signature: Signature) async throws -> Advertiser {
        guard !reading.text("partner").isEmpty else {
            let partner = try AdvertiserForm.partner(reading)
            let advertiser = try AdvertiserForm.advertiser(reading, partner: partner.slug)
            try await advertising.advertisers.add(advertiser, with: partner, by: signature)
            return advertiser
        }
        var choice = reading
        let partner = choice.slug("partner")
        try choice.check(title: "The advertiser can’t be added")
        guard let partner else { throw StaffRequest.nothingHere }
        let advertiser = try AdvertiserForm.advertiser(reading, partner: partner)
        guard try await advertising.advertisers.advertiser(partner) == nil else {
            let message = "This partner is an advertiser already."
            throw Problem(
                .invalid, slug: "advertiser-exists", title: "The advertiser can’t be added", detail: message,
                fieldErrors: [.init(field: "partner", message: message)])
        }
        try await advertising.advertisers.save(advertiser, by: signature)
        return advertiser
    }

    private func advertiserList(
        _ request: StaffRequest, values: FormBody, problem: Problem?
    ) async throws -> StaffAnswer {
        let known = try await advertising.advertisers.all()
        let taken = Set(known.map(\.partner))
        let page = try await AdvertiserListPage(
            advertisers: known,
            partners: partners.all().filter { $0.relationship == .advertiser && !taken.contains($0.slug) },
            values: values, day: request.now.localDay, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}
