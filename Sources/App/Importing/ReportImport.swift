import Commerce
package import Kernel

/// Imports a network’s report of earnings into a site.
package struct ReportImport: Sendable {
    /// What somebody says of a report, in the words of the command.
    package struct Request: Sendable {
        package let path: String
        package let network: String
        package var programme: String?
        package var currency: String?
        package var decimals: String?
        package var dayOrder: String?
        /// Such as `reference=Order no`.
        package var columns: [String] = []
        package var isTrial = false

        package init(path: String, network: String) {
            self.path = path
            self.network = network
        }
    }

    /// What came of it, in lines for a terminal.
    package let lines: [String]
    /// Why a trial says that the report would be refused.
    package let refusal: Problem?

    /// Imports the report, or looks what importing it would do.
    ///
    /// - Parameter progress: Is told how many rows have been read, now and then.
    /// - Throws: ``Problem`` when something was asked for that there isn’t, or when the report is refused.
    package init(
        _ request: Request, stores: Stores, clock: any WallClock, progress: @escaping @Sendable (Int) -> Void
    ) async throws {
        let programmes = try await ProgrammeStore(
            database: stores.commerce, site: OwnSite(origin: "https://localhost.invalid")
        ).all()
        let options = try Self.options(request, programmes)
        let name = request.path.split(separator: "/").last.map(String.init) ?? request.path
        let report = EarningReport(.file(request.path), name: name, options: options)
        let store = EarningStore(database: stores.commerce)
        if request.isTrial {
            let plan = try await store.plan(report, at: clock.now(), progress: progress)
            lines = Self.lines(plan, isTrial: true)
            do throws(Problem) {
                try plan.check()
                refusal = nil
            } catch {
                refusal = error
            }
        } else {
            let plan = try await store.enter(
                report, by: Signature(account: nil, name: "masthead import", at: clock.now()), progress: progress)
            lines = Self.lines(plan, isTrial: false)
            refusal = nil
        }
    }

    private static func options(_ request: Request, _ programmes: [Programme]) throws(Problem) -> ReportOptions {
        let networks = Network.allCases.map(\.rawValue).joined(separator: ", ")
        guard let network = Network(rawValue: request.network.lowercased()) else {
            throw unknown("network", request.network, "Choose one of \(networks).")
        }
        var options = ReportOptions(network: network)
        if let name = request.programme {
            let own = programmes.filter { $0.network == network && ($0.name == name || $0.id.description == name) }
            guard own.count == 1 else {
                let names = programmes.filter { $0.network == network }.map { "“\($0.name)” (\($0.id))" }
                throw unknown("programme", name, "There are: \(names.joined(separator: ", ")).")
            }
            options.programme = own[0].id
        }
        if let code = request.currency {
            guard let currency = Currency(code) else {
                throw unknown("currency", code, "Three letters such as EUR are expected.")
            }
            options.currency = currency
        }
        if let word = request.decimals {
            guard let decimals = ReportAmount.Decimals(rawValue: word) else {
                throw unknown("decimal sign", word, "It is point or comma.")
            }
            options.decimals = decimals
        }
        if let word = request.dayOrder {
            guard let order = ReportDay.Order(rawValue: word) else {
                throw unknown("order of days", word, "It is day-first or month-first.")
            }
            options.dayOrder = order
        }
        for column in request.columns {
            let parts = column.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let known = ReportColumn(rawValue: String(parts[0])) else {
                let names = ReportColumn.allCases.map(\.rawValue).joined(separator: ", ")
                throw unknown("column", column, "Write it as NAME=HEADING, where NAME is one of \(names).")
            }
            options.headings[known] = String(parts[1])
        }
        return options
    }

    private static func unknown(_ thing: String, _ name: String, _ remedy: String) -> Problem {
        Problem(.invalid, slug: "option-unknown", title: "There is no \(thing) “\(name)”", detail: remedy)
    }

    private static func lines(_ plan: EarningPlan, isTrial: Bool) -> [String] {
        var lines = plan.faults.map { "line \($0.line): \($0.reason)" }
        if plan.refused > plan.faults.count { lines.append("… and \(plan.refused - plan.faults.count) more") }
        guard plan.refused == 0 else { return lines }
        for change in plan.changes where isTrial {
            lines.append(
                "line \(change.line): \(change.reference): \(change.from.status.rawValue) "
                    + "\(change.from.commission.written) → \(change.to.status.rawValue) \(change.to.commission.written)"
            )
        }
        let news = plan.count(.changed) + plan.count(.amended)
        if isTrial, news > plan.changes.count { lines.append("… and \(news - plan.changes.count) more") }
        lines.append(
            "\(plan.rows) rows: \(plan.count(.added)) added, \(plan.count(.changed)) in a new state, "
                + "\(plan.count(.amended)) amended, \(plan.count(.unchanged)) unchanged, \(plan.repeated) repeated; "
                + "\(plan.unmatched) of the new ones unmatched")
        for total in plan.totals {
            lines.append(
                total.before == total.after
                    ? "The network pays \(total.after.written), as before"
                    : "The network pays \(total.after.written), before \(total.before.written)")
        }
        if isTrial { lines.append("Nothing was imported yet.") }
        return lines
    }
}
