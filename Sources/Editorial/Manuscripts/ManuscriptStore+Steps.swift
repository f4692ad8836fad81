import Database
package import Kernel

extension ManuscriptStore {
    /// What comes with a step.
    package struct StepDetails: Sendable, Hashable {
        /// Why; some steps need it.
        package var note = ""
        /// When to publish, for scheduling.
        package var moment: Timestamp?
        /// What readers are told was wrong, when publishing corrects an article.
        package var correction = ""

        package init() {}
    }

    private static let system = Manuscript.Hand(account: "", name: "The schedule")

    /// Takes a step of the workflow.
    ///
    /// - Returns: The state after it.
    /// - Throws: ``Problem``: `conflict` when it is not the time for it, `forbidden` for whoever may not, `invalid` when
    ///   something is missing or the article cannot be published as it is.
    @discardableResult
    package func take(
        _ action: ManuscriptAction, on id: Manuscript.ID, _ details: StepDetails = StepDetails(),
        by member: StaffMember, workflow: Workflow
    ) async throws -> ManuscriptState {
        let now = clock.now()
        try Self.check(details, for: action, at: now)
        let isForReaders = action == .publish || action == .schedule
        let prepared = isForReaders ? try await prepareChecked(id, details) : nil
        let hand = Manuscript.Hand(member)
        let (state, changed) = try await articles.writeArticles { writer in
            let rows = ManuscriptRows(connection: writer.connection)
            let manuscript = try rows.present(id)
            let state = try Self.next(action, manuscript, member, workflow)
            var changed: Set<Slug> = []
            if action == .publish {
                changed = try publish(manuscript, prepared, details, at: now, &writer)
            } else if action == .schedule, let prepared {
                // What cannot be published now is not put on the schedule.
                guard prepared.save == manuscript.save else {
                    throw Workflow.Refusal.wrongState(manuscript.state).problem(.schedule)
                }
                try writer.load(for: [prepared.draft])
                try writer.matter.check(prepared.draft)
            } else if action == .withdraw {
                changed = try withdraw(manuscript, note: details.note, at: now, &writer)
            }
            if action == .publish || action == .withdraw {
                try writer.connection.execute("UPDATE manuscript SET round = round + 1 WHERE id = \(id)")
            }
            try Self.set(state, of: manuscript, scheduled: details.moment, by: hand, at: now, writer.connection)
            try rows.addStep(
                action.past, to: id, by: hand, note: Self.note(action, details), save: manuscript.save, at: now)
            return (state, changed)
        }
        articles.changes.announce(.articles(changed))
        return state
    }

    /// Publishes what is due by now, each exactly once however many nodes look.
    ///
    /// What can no longer be published, because something it refers to is gone, goes back with the reason.
    ///
    /// - Returns: The manuscripts that were published.
    @discardableResult
    package func publishDue() async throws -> [Manuscript.ID] {
        let now = clock.now()
        let due = try await database.read { connection in
            try connection.rows(
                "SELECT id FROM manuscript WHERE state = 'scheduled' AND scheduled <= \(now) ORDER BY scheduled, id"
            ).map { try $0.value(at: 0, as: Manuscript.ID.self) }
        }
        var published: [Manuscript.ID] = []
        var failure: (any Error)?
        for id in due {
            do {
                if try await publishScheduled(id, at: now) { published.append(id) }
            } catch let problem as Problem {
                try await unschedule(id, because: problem, at: now)
            } catch {
                // It stays on the schedule and is tried again; those after it must not wait for it.
                failure = error
            }
        }
        if let failure { throw failure }
        return published
    }

    private func publishScheduled(_ id: Manuscript.ID, at now: Timestamp) async throws -> Bool {
        let prepared = try await prepare(id, StepDetails())
        let changed = try await articles.writeArticles { writer -> Set<Slug>? in
            let rows = ManuscriptRows(connection: writer.connection)
            let manuscript = try rows.present(id)
            guard manuscript.state == .scheduled, let moment = manuscript.scheduled, moment <= now else { return nil }
            let changed = try publish(manuscript, prepared, StepDetails(), at: now, &writer)
            try writer.connection.execute("UPDATE manuscript SET round = round + 1 WHERE id = \(id)")
            try Self.set(.published, of: manuscript, scheduled: nil, by: Self.system, at: now, writer.connection)
            try rows.addStep(
                "published it", to: id, by: Self.system, note: "", save: manuscript.save, at: now)
            return changed
        }
        guard let changed else { return false }
        articles.changes.announce(.articles(changed))
        return true
    }

    private func unschedule(_ id: Manuscript.ID, because problem: Problem, at now: Timestamp) async throws {
        try await database.write { connection in
            let rows = ManuscriptRows(connection: connection)
            let manuscript = try rows.present(id)
            guard manuscript.state == .scheduled else { return }
            try Self.set(.factChecked, of: manuscript, scheduled: nil, by: Self.system, at: now, connection)
            try rows.addStep(
                "could not publish it", to: id, by: Self.system, note: problem.detail, save: manuscript.save, at: now)
        }
    }

    /// Parses before the transaction what it will publish; a text that changes meanwhile is refused there.
    private func prepare(_ id: Manuscript.ID, _ details: StepDetails) async throws -> PreparedManuscript {
        guard let manuscript = try await manuscript(id) else { throw ManuscriptRows.noManuscript }
        return try prepare(manuscript, details)
    }

    /// As ``prepare(_:_:)``, for a person: refuses what the checks before publication block, and tells all of it at once.
    ///
    /// The schedule doesn't ask again: a scheduled text stands still, and was asked when it was scheduled.
    private func prepareChecked(_ id: Manuscript.ID, _ details: StepDetails) async throws -> PreparedManuscript {
        guard let manuscript = try await manuscript(id) else { throw ManuscriptRows.noManuscript }
        var findings = ManuscriptChecks(manuscript.text).blockingInText
        do throws(Problem) {
            let prepared = try prepare(manuscript, details)
            if findings.isEmpty { return prepared }
        } catch {
            if findings.isEmpty { throw error }
            findings += manuscript.text.findings(in: error)
        }
        throw findings.problem(titled: "The article can’t be published yet")
    }

    private func prepare(_ manuscript: Manuscript, _ details: StepDetails) throws(Problem) -> PreparedManuscript {
        let draft = try manuscript.text.draft()
        return PreparedManuscript(
            save: manuscript.save, draft: try articles.prepare(draft, note: details.note))
    }

    private func publish(
        _ manuscript: Manuscript, _ prepared: PreparedManuscript?, _ details: StepDetails, at now: Timestamp,
        _ writer: inout ArticleWriter
    ) throws -> Set<Slug> {
        guard let prepared, prepared.save == manuscript.save else {
            throw Workflow.Refusal.wrongState(manuscript.state).problem(.publish)
        }
        let draft = prepared.draft.draft
        try writer.load(for: [prepared.draft])
        guard let article = manuscript.article, let slug = manuscript.publicSlug,
            var present = try writer.present(slug)
        else {
            let publication = try writer.add(
                prepared.draft, published: now, updated: now, reviewed: nil, note: details.note)
            try writer.connection.execute(
                "UPDATE manuscript SET article = \(publication.id) WHERE id = \(manuscript.id)")
            return [publication.slug]
        }
        var changed: Set<Slug> = [draft.slug, slug]
        if draft.slug != slug {
            try writer.claim(draft.slug, for: article, at: now)
            try writer.move(present, to: draft.slug, at: now)
            guard let moved = try writer.present(draft.slug) else { throw ArticleStore.noArticle(draft.slug) }
            present = moved
            changed.insert(slug)
        }
        let correction = details.correction.trimmedOfSpace
        if !correction.isEmpty {
            let correction = Correction(date: now.localDay, text: correction)
            try ArticleStore.check(correction)
            try writer.addCorrection(correction, to: article, at: now)
            _ = try writer.revise(present, prepared.draft, at: now, note: "Correction: \(correction.text)")
        } else {
            _ = try writer.revise(
                present, prepared.draft, at: now,
                note: details.note.trimmedOfSpace.isEmpty ? "Updated." : details.note)
        }
        return changed
    }

    private func withdraw(
        _ manuscript: Manuscript, note: String, at now: Timestamp, _ writer: inout ArticleWriter
    ) throws -> Set<Slug> {
        guard let slug = manuscript.publicSlug, let present = try writer.present(slug) else {
            throw Workflow.Refusal.wrongState(manuscript.state).problem(.withdraw)
        }
        try writer.withdraw(present, note: note, at: now)
        return [slug]
    }

    private static func next(
        _ action: ManuscriptAction, _ manuscript: Manuscript, _ member: StaffMember, _ workflow: Workflow
    ) throws(Problem) -> ManuscriptState {
        do throws(Workflow.Refusal) {
            return try workflow.state(
                after: action, from: manuscript.state, by: member, authors: manuscript.authors,
                isPublished: manuscript.article != nil)
        } catch {
            throw error.problem(action)
        }
    }

    private static func set(
        _ state: ManuscriptState, of manuscript: Manuscript, scheduled: Timestamp?, by hand: Manuscript.Hand,
        at now: Timestamp, _ connection: any Connection
    ) throws {
        let moment = state == .scheduled ? scheduled : nil
        try connection.execute(
            """
            UPDATE manuscript SET state = \(state), scheduled = \(moment), updated = \(now),
                updated_by = \(hand.account), updated_by_name = \(hand.name)
            WHERE id = \(manuscript.id)
            """)
    }

    private static func check(
        _ details: StepDetails, for action: ManuscriptAction, at now: Timestamp
    ) throws(Problem) {
        var fields = FieldChecks()
        if action.needsNote {
            fields.require(details.note, as: "note", upTo: 2000, multiline: true)
        } else {
            fields.allow(details.note, as: "note", upTo: 2000, multiline: true)
        }
        if action == .schedule {
            if let moment = details.moment {
                if moment <= now { fields.add("moment", "This is in the past. Choose a later time, or publish now.") }
            } else {
                fields.add("moment", "Say when to publish it.")
            }
        }
        try fields.finish(slug: "step-invalid", title: "“\(action.name)” was not done")
    }

    private static func note(_ action: ManuscriptAction, _ details: StepDetails) -> String {
        switch action {
        case .schedule: "For \(details.moment?.localReading.written ?? ""). \(details.note)".trimmedOfSpace
        case .publish where !details.correction.trimmedOfSpace.isEmpty: "Correction: \(details.correction)"
        default: details.note
        }
    }
}

/// A manuscript's text as it was parsed, and which save it was.
private struct PreparedManuscript: Sendable {
    let save: Int
    let draft: PreparedDraft
}

extension String {
    /// Without white space at its ends.
    var trimmedOfSpace: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
