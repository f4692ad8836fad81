import Commerce
import HTTPSupport
import Kernel

extension Business {
    func houseList(_ request: StaffRequest) async throws -> StaffAnswer {
        try await houseList(request, values: FormBody(), problem: nil)
    }

    func addHouseAdvertisement(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            var reading = FormReading(request.form)
            let slug = reading.slug("slug")
            let advertisement = try HouseForm.advertisement(reading, slug: slug)
            guard try await advertising.house.advertisement(advertisement.slug) == nil else {
                let message = "There is a house advertisement of this name already."
                throw Problem(
                    .invalid, slug: "house-advertisement-exists", title: "The house advertisement can’t be added",
                    detail: message, fieldErrors: [.init(field: "slug", message: message)])
            }
            try await advertising.house.save(advertisement, by: signature(of: request))
            try await changed()
            return .done(
                .houseAdvertisement(advertisement.slug.description),
                notice: "It is added, and readers see it where nothing is sold.", subject: advertisement.headline)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await houseList(request, values: request.form, problem: problem)
        }
    }

    func houseAdvertisement(_ request: StaffRequest) async throws -> StaffAnswer {
        let advertisement = try await knownHouseAdvertisement(request)
        return try await page(of: advertisement, values: HouseForm.values(advertisement), request, problem: nil)
    }

    func changeHouseAdvertisement(_ request: StaffRequest) async throws -> StaffAnswer {
        let advertisement = try await knownHouseAdvertisement(request)
        do {
            let new = try HouseForm.advertisement(FormReading(request.form), slug: advertisement.slug)
            try await advertising.house.save(new, by: signature(of: request))
            try await changed()
            return .done(
                .houseAdvertisement(new.slug.description), notice: "Saved. Readers see it where nothing is sold.",
                subject: new.headline)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: advertisement, values: request.form, request, problem: problem)
        }
    }

    func retireHouseAdvertisement(_ request: StaffRequest) async throws -> StaffAnswer {
        let advertisement = try await knownHouseAdvertisement(request)
        guard advertisement.ended == nil else {
            throw Problem(
                .conflict, slug: "house-advertisement-retired", title: "Nothing was changed",
                detail: "The house advertisement is retired already.")
        }
        try await advertising.house.save(
            HouseAdvertisement(
                slug: advertisement.slug, place: advertisement.place, headline: advertisement.headline,
                text: advertisement.text, path: advertisement.path, ended: request.now),
            by: signature(of: request))
        try await changed()
        return .done(
            .houseAdvertisement(advertisement.slug.description),
            notice: "It is retired. Readers don’t see it any more.",
            subject: advertisement.headline)
    }

    private func knownHouseAdvertisement(_ request: StaffRequest) async throws -> HouseAdvertisement {
        guard let advertisement = try await advertising.house.advertisement(request.slug("slug")) else {
            throw StaffRequest.nothingHere
        }
        return advertisement
    }

    private func houseList(_ request: StaffRequest, values: FormBody, problem: Problem?) async throws -> StaffAnswer {
        let page = try await HouseListPage(
            advertisements: advertising.house.all(), values: values, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }

    private func page(
        of advertisement: HouseAdvertisement, values: FormBody, _ request: StaffRequest, problem: Problem?
    ) async throws -> StaffAnswer {
        let page = try await HousePage(
            advertisement: advertisement,
            events: history.events(of: .houseAdvertisement, subject: advertisement.slug.description), values: values,
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}
