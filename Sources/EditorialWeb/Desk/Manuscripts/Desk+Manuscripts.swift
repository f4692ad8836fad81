import Editorial
import HTTPSupport
import Kernel
import Markup

extension Desk {
    func edit(_ request: StaffRequest) async throws -> StaffAnswer {
        try await editor(of: manuscript(request), request)
    }

    func save(_ request: StaffRequest) async throws -> StaffAnswer {
        let manuscript = try await manuscript(request)
        let text = ManuscriptForm.text(request.form)
        let outcome = try await manuscripts.save(
            text, of: manuscript.id, base: Self.base(request.form), by: .init(request.member))
        let subject = text.title.isEmpty ? "untitled" : text.title
        switch outcome {
        case .saved:
            return .done(
                .manuscript(manuscript.id.description), notice: "Saved.", subject: subject, anchor: "saved")
        case .merged:
            return .done(
                .manuscript(manuscript.id.description),
                notice: "Saved, together with what \(manuscript.updatedBy.name) had written meanwhile.",
                subject: subject, anchor: "saved")
        case .conflict(let conflict):
            var answer = StaffAnswer.page(
                MergePage(manuscript: manuscript, conflict: conflict, token: request.formToken).page, status: 409)
            answer.subject = subject
            return answer
        }
    }

    func autosave(_ request: StaffRequest) async throws -> StaffAnswer {
        let manuscript = try await manuscript(request)
        let outcome = try await manuscripts.save(
            ManuscriptForm.text(request.form), of: manuscript.id, base: Self.base(request.form),
            by: .init(request.member))
        switch outcome {
        case .saved(let number):
            return .json(.object(["outcome": "saved", "save": .integer(number), "by": .string(request.member.name)]))
        case .merged(let number, let text):
            let fields = ManuscriptForm.fields(text).map { JSONValue.array([.string($0.name), .string($0.value)]) }
            return .json(
                .object([
                    "outcome": "merged", "save": .integer(number), "by": .string(manuscript.updatedBy.name),
                    "fields": .array(fields),
                ]))
        case .conflict(let conflict):
            return .json(
                .object(["outcome": "conflict", "by": .string(conflict.theirHand.name)]), status: 409)
        }
    }

    func preview(_ request: StaffRequest) async throws -> StaffAnswer {
        let manuscript = try await manuscript(request)
        let article = try await manuscripts.preview(manuscript.text, of: manuscript)
        let page = ArticlePage(article: article, day: request.now.localDay, shell: shell).page
        return .preview(PreviewDocument(plate: page.plate).bytes)
    }

    func step(_ request: StaffRequest) async throws -> StaffAnswer {
        guard let action = ManuscriptAction(rawValue: request.form["action"]) else { throw StaffRequest.nothingHere }
        let manuscript = try await manuscript(request)
        var details = ManuscriptStore.StepDetails()
        details.note = TypedText.clean(request.form["note"])
        details.correction = TypedText.clean(request.form["correction"])
        do {
            if action == .schedule { details.moment = try ScheduleField.moment(request.form) }
            let state = try await manuscripts.take(
                action, on: manuscript.id, details, by: request.member,
                workflow: Workflow(isOnePerson: isOnePerson()))
            let found = action == .submit ? try await checksNotice(manuscript.id) : ""
            return .done(
                .manuscript(manuscript.id.description), notice: Self.notice(action, state, details) + found,
                subject: "\(manuscript.text.title): \(action.past)")
        } catch let problem as Problem where problem.kind == .invalid {
            return try await editor(of: manuscript, request, problem: problem)
        }
    }

    func assign(_ request: StaffRequest) async throws -> StaffAnswer {
        let manuscript = try await manuscript(request)
        let account = request.form["assignee"]
        let assignee = try await colleagues().first { $0.id.description == account }
        let due = request.form["due"].isEmpty ? nil : CalendarDay(request.form["due"])
        if !request.form["due"].isEmpty, due == nil {
            throw Problem(
                .invalid, slug: "due-invalid", title: "The assignment was not changed",
                detail: "“\(request.form["due"].prefix(40))” is not a day such as 2026-03-31.")
        }
        try await manuscripts.assign(
            manuscript.id, to: assignee.map(Manuscript.Hand.init), due: due, by: .init(request.member))
        return .done(
            .manuscript(manuscript.id.description),
            notice: assignee.map { "Assigned to \($0.name)." } ?? "Assigned to nobody.",
            subject: "\(manuscript.text.title): \(assignee?.name ?? "nobody")")
    }

    func remark(_ request: StaffRequest) async throws -> StaffAnswer {
        let manuscript = try await manuscript(request)
        guard let id = Remark.ID(request.form["id"]), let paragraph = Int(request.form["paragraph"]) else {
            throw StaffRequest.nothingHere
        }
        try await manuscripts.remark(
            id, on: manuscript.id, paragraph: paragraph, text: TypedText.clean(request.form["text"]),
            by: .init(request.member))
        return .done(
            .manuscript(manuscript.id.description), notice: "Your remark is with the text now.",
            subject: manuscript.text.title, anchor: "remarks")
    }

    func settle(_ request: StaffRequest) async throws -> StaffAnswer {
        let manuscript = try await manuscript(request)
        let isResolved = request.form["resolved"] == "yes"
        try await manuscripts.resolve(
            request.identifier("remark"), on: manuscript.id, isResolved, by: .init(request.member))
        return .done(
            .manuscript(manuscript.id.description), notice: isResolved ? "Settled." : "Open again.",
            subject: manuscript.text.title, anchor: "remarks")
    }

    private func editor(
        of manuscript: Manuscript, _ request: StaffRequest, problem: Problem? = nil
    ) async throws -> StaffAnswer {
        let isOnePerson = try await isOnePerson()
        let page = ManuscriptPage(
            manuscript: manuscript, sections: try await taxonomy.sections().map(\.section),
            topics: try await taxonomy.topics().map(\.topic), people: try await people.people(),
            facts: try await facts.facts(), colleagues: try await colleagues(),
            remarks: try await manuscripts.remarks(on: manuscript.id),
            steps: Array(try await manuscripts.steps(of: manuscript.id).prefix(6)),
            actions: Workflow(isOnePerson: isOnePerson).actions(
                from: manuscript.state, by: request.member, authors: manuscript.authors,
                isPublished: manuscript.article != nil),
            isOwnText: !isOnePerson && manuscript.authors.contains(request.member.id.description),
            findings: try await findings(in: manuscript),
            deadLinks: try await links.dead(in: manuscript.publicSlug),
            suggestions: manuscript.article == nil ? [] : try await suggestions.open(on: manuscript.article, limit: 20),
            remarkID: Remark.ID(at: request.now),
            typed: request.form,
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }

    /// What the checks say of a text that was just handed in; empty when they find nothing.
    private func checksNotice(_ id: Manuscript.ID) async throws -> String {
        guard let manuscript = try await manuscripts.manuscript(id) else { return "" }
        let list = FindingList(manuscript: manuscript, findings: try await findings(in: manuscript))
        return list.findings.isEmpty ? "" : " Before publication: \(list.summary)"
    }

    private static func base(_ form: FormBody) throws(Problem) -> Int {
        guard let base = Int(form["base"]), base >= 1 else { throw StaffRequest.nothingHere }
        return base
    }

    private static func notice(
        _ action: ManuscriptAction, _ state: ManuscriptState, _ details: ManuscriptStore.StepDetails
    ) -> String {
        switch action {
        case .submit: "Handed in. An editor or fact-checker will look at it."
        case .sendBack: "Sent back to its writer."
        case .checkFacts: "The facts are checked. An editor can publish it now."
        case .takeBack: "It is a draft again, and will have to be approved again."
        case .schedule: "Scheduled. It publishes itself at its time."
        case .unschedule: "Taken off the schedule."
        case .publish: details.correction.isEmpty ? "Published." : "Published, with the correction."
        case .revise: "You can change it now; readers see the published text until you publish again."
        case .withdraw: "Withdrawn. Readers are told why."
        case .discard: "Discarded. It can be taken up again."
        case .restore: "It is a draft again."
        }
    }
}
