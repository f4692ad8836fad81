import Commerce
import HTTPSupport
import Hummingbird
import Kernel
import Markup
import Pictures
import Secrets

/// What advertisers hand in to be shown; somebody of the business side looks at it first.
extension AdvertiserPortal {
    private static let longestUpload = ImageLimits.bytes + 1 << 20

    func addCreatives(to router: Router<ReaderContext>) {
        let route = PortalRoute.newCreative(flight: ":id")
        get(route, on: router) { visit in
            let values = FormBody(fields: [.init(name: "id", value: Creative.ID(at: visit.now).description)])
            return try await newCreative(visit, values: values, problem: nil)
        }
        router.post(RouterPath(route.path)) { request, context in
            try SameOrigin.require(request)
            guard let visit = try await visit(request, context) else {
                return OfficeResponse.redirect(to: PortalRoute.signIn.path)
            }
            let received = try await ReceivedForm(request, longest: Self.longestUpload, takesFiles: true)
            guard Secret.areEqual(received.token, visit.formToken) else {
                throw Problem(
                    .forbidden, slug: "form-token", title: "Nothing was handed in",
                    detail: "The page is from an earlier session. Load it again.")
            }
            return try await Zone.$current.withValue(site().zone) { try await handIn(received, visit) }
        }
    }

    private func handIn(_ received: ReceivedForm, _ visit: PortalVisit) async throws -> Response {
        let flight = try visit.identifier(of: Flight.self)
        do {
            // The page that the form is on has made the identifier, so that what is sent twice is taken once.
            guard let id = Creative.ID(received.form["id"]) else { throw StaffRequest.nothingHere }
            try await visit.own.handIn(id, for: flight, at: visit.now, in: .current) {
                let draft = try CreativeForm.draft(received.form)
                guard let room = draft.room else { return draft.creative(id, of: flight, picture: nil) }
                guard let file = received.files.first(where: { $0.field == "file" }) else {
                    let message = "Choose the file of the picture."
                    throw Problem(
                        .invalid, slug: "picture-missing", title: "The creative can’t be handed in", detail: message,
                        fieldErrors: [.init(field: "file", message: message)])
                }
                let upload = try await pictures.take(file.bytes, for: room, alternative: draft.alternative)
                return draft.creative(id, of: flight, picture: upload.picture)
            }
            return OfficeResponse.redirect(to: PortalRoute.flight(flight.description).path)
        } catch let problem as Problem where problem.isFormFault {
            return try await newCreative(visit, values: received.form, problem: problem)
        }
    }

    private func newCreative(_ visit: PortalVisit, values: FormBody, problem: Problem?) async throws -> Response {
        guard let found = try await visit.own.flight(visit.identifier(), at: visit.now, in: .current) else {
            throw StaffRequest.nothingHere
        }
        let flight = found.standing.flight
        return page("Hand in a creative", visit, place: .home, status: problem == nil ? 200 : 422) { html in
            let route = PortalRoute.flight(flight.id.description)
            html.element(.p, .class("hint"), .dir("auto")) { $0.element(.a, .href(route.path), text: flight.name) }
            html.element(.h1, text: "Hand in a creative")
            if let problem { html.problem(problem) }
            html.element(.p, text: "Somebody of \(site().name) looks at it before readers see it.")
            html.element(
                .form, .method("post"), .action(PortalRoute.newCreative(flight: flight.id.description).path),
                .enctype("multipart/form-data")
            ) { html in
                html.void(.input, .type("hidden"), .name("token"), .value(visit.formToken))
                html.void(.input, .type("hidden"), .name("id"), .value(values["id"]))
                CreativeForm.write(values, nil, FormState(errors: problem?.fieldErrors ?? []), into: &html)
                html.submit("Hand it in")
            }
        }
    }
}
