import Commerce
import HTTPSupport
import Kernel

extension Business {
    func postbacks(_ request: StaffRequest) async throws -> StaffAnswer {
        try await postbackPage(request, made: nil, problem: nil)
    }

    /// Makes a secret and shows it once, or ends those that a programme has.
    func changePostbacks(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            var reading = FormReading(request.form)
            let id = reading.identifier("programme", of: Programme.self, at: request.now)
            let secretID = reading.text("id").isEmpty ? nil : PostbackSecret.ID(reading.text("id"))
            let scheme = PostbackSecret.Scheme(rawValue: reading.text("scheme"))
            let isEnding = request.form.has("end")
            if scheme == nil, !isEnding { reading.fault("scheme", "Choose a kind.") }
            if secretID == nil, !isEnding { reading.fault("id", "Load the page again.") }
            try reading.check(title: "The secret can’t be made")
            guard let programme = try await programmes.programme(id) else { throw StaffRequest.nothingHere }
            guard !isEnding, let scheme, let secretID else {
                try await earnings.secrets.end(for: id, by: signature(of: request))
                return .done(.postbacks, notice: "The secrets of \(programme.name) are ended.", subject: programme.name)
            }
            let secret = try await earnings.secrets.make(
                secretID, scheme, for: id, by: signature(of: request))
            return try await postbackPage(
                request, made: .init(programme: programme, scheme: scheme, secret: secret), problem: nil)
        } catch let problem as Problem where problem.isFormFault {
            return try await postbackPage(request, made: nil, problem: problem)
        }
    }

    private func postbackPage(
        _ request: StaffRequest, made: PostbackPage.Made?, problem: Problem?
    ) async throws -> StaffAnswer {
        let page = try await PostbackPage(
            programmes: programmes.all(), secrets: earnings.secrets.current(at: request.now),
            refusals: earnings.postbackRefusals(), origin: earnings.origin, made: made,
            newID: PostbackSecret.ID(at: request.now), values: request.form,
            token: request.formToken, problem: problem)
        var answer = StaffAnswer.page(page.page, problem: problem)
        answer.subject = made?.programme.name
        return answer
    }
}
