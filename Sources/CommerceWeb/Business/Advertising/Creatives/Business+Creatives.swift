import Commerce
import HTTPSupport
import Kernel

extension Business {
    func newCreative(_ request: StaffRequest) async throws -> StaffAnswer {
        let booked = try await knownFlight(request)
        let values = FormBody(fields: [.init(name: "id", value: Creative.ID(at: request.now).description)])
        return try await newCreative(of: booked, values: values, request, problem: nil)
    }

    func addCreative(_ request: StaffRequest) async throws -> StaffAnswer {
        let booked = try await knownFlight(request)
        do {
            // The page that the form is on has made the identifier, so that what is sent twice is added once.
            guard let id = Creative.ID(request.form["id"]) else { throw StaffRequest.nothingHere }
            var frames = 1
            if try await advertising.creatives.creative(id) == nil {
                let (creative, found) = try await made(id, of: booked.flight.id, from: request, old: nil)
                frames = found
                try await advertising.creatives.save(creative, by: signature(of: request))
                try await changed()
            }
            return .done(
                .creative(id.description), notice: "The creative is added and approved.\(Self.note(frames))",
                subject: request.form["name"])
        } catch let problem as Problem where problem.isFormFault {
            return try await newCreative(of: booked, values: request.form, request, problem: problem)
        }
    }

    func creative(_ request: StaffRequest) async throws -> StaffAnswer {
        let reviewed = try await knownCreative(request)
        return try await page(of: reviewed, values: CreativeForm.values(reviewed.creative), request, problem: nil)
    }

    func changeCreative(_ request: StaffRequest) async throws -> StaffAnswer {
        let reviewed = try await knownCreative(request)
        do {
            let (creative, frames) = try await made(
                reviewed.creative.id, of: reviewed.creative.flight, from: request, old: reviewed.creative)
            try await advertising.creatives.save(creative, by: signature(of: request))
            try await changed()
            return .done(
                .creative(creative.id.description), notice: "Saved and approved.\(Self.note(frames))",
                subject: creative.name)
        } catch let problem as Problem where problem.isFormFault {
            return try await page(of: reviewed, values: request.form, request, problem: problem)
        }
    }

    func endCreative(_ request: StaffRequest) async throws -> StaffAnswer {
        let creative = try await knownCreative(request).creative
        try await advertising.creatives.end(creative.id, by: signature(of: request))
        try await changed()
        return .done(
            .creative(creative.id.description), notice: "The creative has ended. Nobody sees it any more.",
            subject: creative.name)
    }

    func decideOnCreative(_ request: StaffRequest) async throws -> StaffAnswer {
        let reviewed = try await knownCreative(request)
        let creative = reviewed.creative
        do {
            var reading = FormReading(request.form)
            let revision = reading.number("revision")
            let verdict = reading.text("verdict")
            if revision == nil || !["approve", "refuse"].contains(verdict) {
                reading.fault("verdict", "Approve it, or refuse it with a reason.")
            }
            try reading.check(title: "Nothing was decided")
            try await advertising.creatives.decide(
                creative.id, verdict == "approve" ? .approve : .refuse(reason: reading.text("reason")),
                revision: revision ?? 0, by: signature(of: request))
            try await changed()
            return .done(
                .creative(creative.id.description),
                notice: verdict == "approve"
                    ? "Approved. It is shown while its flight runs." : "Refused. Nobody sees it.",
                subject: creative.name)
        } catch let problem as Problem where problem.isFormFault {
            return try await page(
                of: knownCreative(request), values: CreativeForm.values(creative), reason: request.form["reason"],
                request, problem: problem)
        }
    }

    func knownCreative(_ request: StaffRequest) async throws -> ReviewedCreative {
        guard let reviewed = try await advertising.creatives.reviewed(request.identifier("id")) else {
            throw StaffRequest.nothingHere
        }
        return reviewed
    }

    /// What a form makes of a creative, with its picture taken or made anew for the slot.
    private func made(
        _ id: Creative.ID, of flight: Flight.ID, from request: StaffRequest, old: Creative?
    ) async throws -> (creative: Creative, frames: Int) {
        let draft = try CreativeForm.draft(request.form)
        guard let room = draft.room else { return (draft.creative(id, of: flight, picture: nil), 1) }
        if let file = request.files.first(where: { $0.field == "file" }) {
            let upload = try await advertising.pictures.take(file.bytes, for: room, alternative: draft.alternative)
            return (draft.creative(id, of: flight, picture: upload.picture), upload.frames)
        }
        guard let known = old?.picture else {
            let message = "Choose the file of the picture."
            throw Problem(
                .invalid, slug: "picture-missing", title: "The creative can’t be saved", detail: message,
                fieldErrors: [.init(field: "file", message: message)])
        }
        var picture = Creative.Picture(
            path: known.path, width: known.width, height: known.height, alternative: draft.alternative,
            master: known.master)
        if draft.place != old?.place || draft.form != old?.content.form {
            picture = try await advertising.pictures.fit(picture, into: room)
        }
        return (draft.creative(id, of: flight, picture: picture), 1)
    }

    private static func note(_ frames: Int) -> String {
        frames > 1 ? " Of the animation’s \(frames) frames, the first was taken." : ""
    }

    private func newCreative(
        of booked: BookedFlight, values: FormBody, _ request: StaffRequest, problem: Problem?
    ) async throws -> StaffAnswer {
        let page = NewCreativePage(booked: booked, values: values, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }

    private func page(
        of reviewed: ReviewedCreative, values: FormBody, reason: String = "", _ request: StaffRequest,
        problem: Problem?
    ) async throws -> StaffAnswer {
        guard let booked = try await advertising.booked.flight(reviewed.creative.flight) else {
            throw StaffRequest.nothingHere
        }
        let page = try await CreativePage(
            reviewed: reviewed, booked: booked,
            events: history.events(of: .creative, subject: reviewed.creative.id.description),
            allowsFrames: advertising.allowsFrames(), values: values, reason: reason, token: request.formToken,
            problem: problem)
        return .page(page.page, problem: problem)
    }
}
