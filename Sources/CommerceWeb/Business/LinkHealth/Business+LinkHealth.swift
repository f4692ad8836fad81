import Commerce
import HTTPSupport
import Kernel

extension Business {
    func linkHealth(_ request: StaffRequest) async throws -> StaffAnswer {
        let day = request.now.localDay
        let page = try await LinkHealthPage(
            links: uses(of: checks.store.all(), day), day: day)
        return .page(page.page)
    }

    /// How many links are in the queue.
    func troubledLinks(on day: CalendarDay) async throws -> Int {
        let troubled = try await checks.store.all().filter(\.condition.isTrouble)
        guard !troubled.isEmpty else { return 0 }
        return LinkHealthPage.queue(try await uses(of: troubled, day), on: day).count
    }

    func checkedLink(_ request: StaffRequest) async throws -> StaffAnswer {
        try await page(of: knownLink(request), request, problem: nil)
    }

    /// Asks for both addresses, and tells what came of it.
    func checkLinkNow(_ request: StaffRequest) async throws -> StaffAnswer {
        let link = try await knownLink(request)
        try await checks.store.tellOfCheck(link, by: signature(of: request))
        let found = try await checks.inspector.inspect(link.id)
        try await changed()
        return .done(
            .checkedLink(link.id.description),
            notice: found.map { "Checked: \($0.condition.name.lowercased())." }
                ?? "Somebody else checked it at the same time.",
            subject: link.destination)
    }

    /// Leaves a link’s trouble alone for a while, or takes it up again.
    func leaveLink(_ request: StaffRequest) async throws -> StaffAnswer {
        let link = try await knownLink(request)
        do {
            if request.form["again"] == "yes" {
                try await checks.store.leave(link.id, nil, by: signature(of: request))
                return .done(
                    .checkedLink(link.id.description), notice: "It is in the queue again.", subject: link.destination)
            }
            var reading = FormReading(request.form)
            let until = reading.neededDay("until")
            try reading.check(title: "It can’t be left like this")
            try await checks.store.leave(link.id, (until, reading.text("note")), by: signature(of: request))
            return .done(
                .checkedLink(link.id.description), notice: "It is left alone up to \(until.written).",
                subject: link.destination)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: link, request, problem: problem)
        }
    }

    /// Where links stand, and how often readers followed them in the last days.
    private func uses(of links: [CheckedLink], _ day: CalendarDay) async throws -> [LinkUse] {
        var pages: [String: [PublishedPage]] = [:]
        for page in try await checks.published() {
            for address in Set(page.links.map { CheckedLink.destination(of: $0.address) }) {
                pages[address, default: []].append(page)
            }
        }
        var clicks: [String: Int] = [:]
        let days = day.advanced(byDays: 1 - LinkUse.days)...day
        for line in try await self.clicks.byLink(ClickReports.Selection(days: days)) {
            clicks[CheckedLink.destination(of: line.subject.site.destination), default: 0] += line.counts.counted
        }
        return links.map {
            LinkUse(link: $0, pages: pages[$0.destination] ?? [], clicks: clicks[$0.destination] ?? 0)
        }
    }

    private func knownLink(_ request: StaffRequest) async throws -> CheckedLink {
        guard let link = try await checks.store.link(request.identifier("id")) else { throw StaffRequest.nothingHere }
        return link
    }

    private func page(of link: CheckedLink, _ request: StaffRequest, problem: Problem?) async throws -> StaffAnswer {
        let day = request.now.localDay
        let match = live.rules.matchByRulesAlone(link.destination, on: day)
        let page = try await CheckedLinkPage(
            use: uses(of: [link], day).first ?? LinkUse(link: link, pages: [], clicks: 0), match: match,
            way: match.map { live.rules.way(of: $0) },
            events: checks.store.events(of: link.destination), day: day, values: request.form,
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}
