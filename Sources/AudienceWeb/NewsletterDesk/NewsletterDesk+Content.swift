import Audience
import HTTPSupport
import Kernel

/// One edition: what is in it, whether it goes, and a look at it in one’s own mailbox.
extension NewsletterDesk {
    func content(_ request: StaffRequest) async throws -> StaffAnswer {
        try await page(request, try await edition(request), typed: nil, problem: nil)
    }

    func change(_ request: StaffRequest) async throws -> StaffAnswer {
        try await keep(request) { kept, form in
            let moved = form.moved.flatMap { name in
                EditionForm(kept, address: "").names.firstIndex(of: name).map { "item-\($0)" }
            }
            return .done(
                .deskEdition(kept.edition.id.description), notice: "Saved.", subject: kept.edition.subject,
                anchor: moved)
        }
    }

    func approve(_ request: StaffRequest) async throws -> StaffAnswer {
        try await keep(request) { kept, form in
            let edition = kept.edition
            if edition.state != .scheduled { try await editions.approve(edition.id, version: edition.version) }
            return .done(
                .deskEdition(edition.id.description),
                notice: edition.goes > request.now
                    ? "Approved. It goes on \(edition.goes.localReading.written)."
                    : "Approved. It goes within the next minutes.",
                subject: edition.subject)
        }
    }

    func hold(_ request: StaffRequest) async throws -> StaffAnswer {
        try await keep(request) { kept, form in
            let edition = kept.edition
            if edition.state != .draft { try await editions.hold(edition.id, version: edition.version) }
            return .done(
                .deskEdition(edition.id.description), notice: "It is held, and goes only when somebody approves it.",
                subject: edition.subject)
        }
    }

    func test(_ request: StaffRequest) async throws -> StaffAnswer {
        try await keep(request) { kept, form in
            guard let address = EmailAddress(form.address.filter { !$0.isWhitespace }) else {
                let message = "Write an address such as ann@example.org."
                throw Problem(
                    .invalid, slug: "address-invalid", title: "The test wasn’t sent", detail: message,
                    fieldErrors: [.init(field: "address", message: message)])
            }
            guard let send = ground.sendTest else {
                throw Problem(
                    .invalid, slug: "mail-missing", title: "The test wasn’t sent",
                    detail: "The site has no mail server.")
            }
            try await send(kept, address)
            return .done(
                .deskEdition(kept.edition.id.description), notice: "A test is on its way to \(address.text).",
                subject: "\(kept.edition.subject), to \(address.text)")
        }
    }

    /// Saves what came with the form and does what follows; when it can’t be done, all that was typed comes back.
    private func keep(
        _ request: StaffRequest, then follow: (ComposedEdition, EditionForm) async throws -> StaffAnswer
    ) async throws -> StaffAnswer {
        let stored = try await edition(request)
        // The list of editions has a button that sends no words.
        var form = EditionForm(stored, address: request.form["address"])
        do {
            if request.form.has("subject") {
                form = EditionForm(request.form)
                form.takeStep()
                let order = try form.order(in: stored.items)
                if !form.isKept(in: stored) {
                    try await editions.change(stored.edition.id, version: form.version, to: form.change(order))
                }
            } else if let version = Int(request.form["version"]), version != stored.edition.version {
                throw Self.changedMeanwhile
            }
            return try await follow(try await edition(request), form)
        } catch let problem as Problem where problem.isFormFault || problem.kind == .unavailable {
            return try await page(request, try await edition(request), typed: form, problem: problem)
        }
    }

    private func page(
        _ request: StaffRequest, _ composed: ComposedEdition, typed: EditionForm?, problem: Problem?
    ) async throws -> StaffAnswer {
        let form: EditionForm
        if let typed {
            form = typed
        } else {
            form = EditionForm(composed, address: try await ground.address(request.member.id))
        }
        let audience =
            composed.edition.isOpen ? try await ledger.audience(of: composed.edition.id, at: request.now) : 0
        let page = EditionContentPage(
            composed: composed, form: form, audience: audience, topics: try await ground.topicNames(),
            siteName: ground.siteName(), sendsTests: ground.sendTest != nil, problem: problem,
            member: request.member, now: request.now, token: request.formToken)
        guard problem?.kind == .unavailable else { return .page(page.page, problem: problem, conflict: 409) }
        return .page(page.page, status: 503)
    }

    private static let changedMeanwhile = Problem(
        .conflict, slug: "edition-outdated", title: "The edition has changed in the meantime",
        detail: "Somebody was quicker. Look at it again before you decide.")
}
