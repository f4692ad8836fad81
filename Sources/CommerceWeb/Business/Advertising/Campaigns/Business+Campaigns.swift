import Commerce
import HTTPSupport
import Kernel

extension Business {
    func addCampaign(_ request: StaffRequest) async throws -> StaffAnswer {
        let advertiser = try await knownAdvertiser(request)
        do {
            // The page that the form is on has made the identifier, so that what is sent twice is added once.
            guard let id = Campaign.ID(request.form["id"]) else { throw StaffRequest.nothingHere }
            let campaign = try CampaignForm.campaign(request.form, id: id, advertiser: advertiser.partner)
            if try await advertising.campaigns.campaign(id) == nil {
                try await advertising.campaigns.save(campaign, by: signature(of: request))
                try await changed()
            }
            return .done(
                .campaign(id.description), notice: "The campaign is added. Now add a flight.", subject: campaign.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(
                of: advertiser, values: AdvertiserForm.values(advertiser), campaign: request.form, request,
                problem: problem)
        }
    }

    func campaign(_ request: StaffRequest) async throws -> StaffAnswer {
        let campaign = try await knownCampaign(request)
        return try await page(of: campaign, values: CampaignForm.values(campaign), request, problem: nil)
    }

    func changeCampaign(_ request: StaffRequest) async throws -> StaffAnswer {
        let campaign = try await knownCampaign(request)
        do {
            let new = try CampaignForm.campaign(request.form, id: campaign.id, advertiser: campaign.advertiser)
            try await advertising.campaigns.save(new, by: signature(of: request))
            try await changed()
            return .done(.campaign(new.id.description), notice: "Saved.", subject: new.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: campaign, values: request.form, request, problem: problem)
        }
    }

    func knownCampaign(_ request: StaffRequest) async throws -> Campaign {
        guard let campaign = try await advertising.campaigns.campaign(request.identifier("id")) else {
            throw StaffRequest.nothingHere
        }
        return campaign
    }

    /// Who is billed for a campaign.
    func owner(of campaign: Campaign) async throws -> Advertiser {
        guard let advertiser = try await advertising.advertisers.advertiser(campaign.advertiser) else {
            throw StaffRequest.nothingHere
        }
        return advertiser
    }

    private func page(
        of campaign: Campaign, values: FormBody, _ request: StaffRequest, problem: Problem?
    ) async throws -> StaffAnswer {
        let page = try await CampaignPage(
            campaign: campaign, advertiser: owner(of: campaign),
            flights: advertising.booked.flights(of: campaign.id),
            events: history.events(of: .campaign, subject: campaign.id.description), values: values,
            day: request.now.localDay, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}
