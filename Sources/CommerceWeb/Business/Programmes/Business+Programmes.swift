import Commerce
import HTTPSupport
import Kernel

extension Business {
    func programmeList(_ request: StaffRequest) async throws -> StaffAnswer {
        let page = try await ProgrammeListPage(
            programmes: programmes.all(), census: census(), day: request.now.localDay)
        return .page(page.page)
    }

    /// The form for a new programme, once its network is chosen.
    func newProgramme(_ request: StaffRequest) async throws -> StaffAnswer {
        let network = Network(rawValue: request.query["network"] ?? "")
        let partner = request.query["partner"] ?? ""
        let values = FormBody(fields: [
            .init(name: "id", value: Programme.ID(at: request.now).description),
            .init(name: "partner", value: partner), .init(name: "since", value: request.now.localDay.description),
            .init(name: "allowsRedirects", value: network?.allowsRedirects == false ? "" : "1"),
            .init(name: "requiredSentence", value: network?.requiredSentence ?? ""),
        ])
        return try await newProgramme(request, network: network, values: values, problem: nil)
    }

    func addProgramme(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            // The page that the form is on has made the identifier, so that what is sent twice is added once.
            guard let id = Programme.ID(request.form["id"]) else { throw StaffRequest.nothingHere }
            let programme = try ProgrammeForm.programme(request.form, id: id, network: request.form["network"])
            if try await programmes.programme(id) == nil {
                try await programmes.save(programme, by: signature(of: request))
                try await changed()
            }
            return .done(
                .programme(programme.id.description), notice: "The programme is added. It earns when a rule is for it.",
                subject: programme.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await newProgramme(
                request, network: Network(rawValue: request.form["network"]), values: request.form, problem: problem)
        }
    }

    func programme(_ request: StaffRequest) async throws -> StaffAnswer {
        let programme = try await known(request)
        return try await page(of: programme, values: ProgrammeForm.values(programme), request, problem: nil)
    }

    func changeProgramme(_ request: StaffRequest) async throws -> StaffAnswer {
        let programme = try await known(request)
        do {
            let new = try ProgrammeForm.programme(
                request.form, id: programme.id, network: programme.network.rawValue)
            try await programmes.save(new, by: signature(of: request))
            try await changed()
            return .done(.programme(new.id.description), notice: "Saved. Readers see it now.", subject: new.name)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: programme, values: request.form, request, problem: problem)
        }
    }

    private func known(_ request: StaffRequest) async throws -> Programme {
        guard let programme = try await programmes.programme(request.identifier("id")) else {
            throw StaffRequest.nothingHere
        }
        return programme
    }

    private func newProgramme(
        _ request: StaffRequest, network: Network?, values: FormBody, problem: Problem?
    ) async throws -> StaffAnswer {
        let page = try await NewProgrammePage(
            network: network, partners: partners.all().filter { $0.relationship == .affiliate }, values: values,
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }

    private func page(
        of programme: Programme, values: FormBody, _ request: StaffRequest, problem: Problem?
    ) async throws -> StaffAnswer {
        let page = try await ProgrammePage(
            programme: programme, partners: partners.all().filter { $0.relationship == .affiliate },
            rules: rules.all().filter { $0.programme == programme.id }, uses: census().uses(of: programme.id),
            events: history.events(of: .programme, subject: programme.id.description), values: values,
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}
