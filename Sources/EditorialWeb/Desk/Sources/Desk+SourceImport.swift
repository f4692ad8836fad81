import Editorial
import HTTPSupport
import Kernel
import Markup

extension Desk {
    func importForm(_ request: StaffRequest) async throws -> StaffAnswer {
        let values = FormBody(fields: [.init(name: "accessed", value: request.now.localDay.description)])
        return .page(SourceImportPage(values: values, token: request.formToken, plan: nil, problem: nil).page)
    }

    /// Shows what would become of each entry; nothing is saved.
    func planImport(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            return page(request, try await plan(request.form))
        } catch let problem as Problem where problem.kind == .invalid {
            return page(request, nil, problem)
        }
    }

    /// Imports what was chosen of a plan that was shown, in one transaction.
    func importSources(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            let plan = try await plan(request.form)
            guard request.form["plan"] == plan.fingerprint else { return page(request, plan, Self.planIsOld) }
            let chosen = plan.chosen(by: request.form)
            guard !chosen.isEmpty else { return page(request, plan, Self.nothingChosen) }
            do {
                try await sources.add(contentsOf: chosen)
            } catch let problem as Problem where problem.kind == .conflict {
                return page(request, try await self.plan(request.form), Self.planIsOld)
            }
            let count = chosen.count == 1 ? "One source was" : "\(chosen.count) sources were"
            return .done(.sources, notice: "\(count) added.", subject: "\(chosen.count) sources")
        } catch let problem as Problem where problem.kind == .invalid {
            return page(request, nil, problem)
        }
    }

    private func plan(_ form: FormBody) async throws -> ImportPlan {
        guard let format = SourceImport.Format(rawValue: form["format"]) else {
            throw Self.refused("format", "Say in which form the references are.")
        }
        let typed = form["accessed"].trimmed
        let accessed = CalendarDay(typed)
        guard typed.isEmpty || accessed != nil else {
            throw Self.refused("accessed", "Write a day, such as 2015-07-06, or leave it empty.")
        }
        let file: ImportedFile
        do {
            file = try SourceImport.read(Array(form["text"].utf8), as: format)
        } catch {
            throw Self.refused("text", error.detail)
        }
        return ImportPlan(
            entries: try await sources.plan(file.sources, accessed: accessed), warnings: file.warnings)
    }

    private func page(_ request: StaffRequest, _ plan: ImportPlan?, _ problem: Problem? = nil) -> StaffAnswer {
        let page = SourceImportPage(
            values: request.form, token: request.formToken, plan: plan, problem: problem)
        return .page(page.page, problem: problem)
    }

    private static func refused(_ field: String, _ detail: String) -> Problem {
        Problem(
            .invalid, slug: "import-invalid", title: "The references can’t be read", detail: detail,
            fieldErrors: [.init(field: field, message: detail)])
    }

    private static let planIsOld = Problem(
        .conflict, slug: "import-changed", title: "Nothing was imported yet",
        detail: "The text or the library is no longer what you were shown. This is how it stands now.")

    private static let nothingChosen = Problem(
        .invalid, slug: "import-empty", title: "Nothing was imported",
        detail: "No source is ticked, so there is nothing to add.")
}

/// What would become of a file of references.
struct ImportPlan {
    let entries: [PlannedSource]
    /// About what became no source at all.
    let warnings: [ImportWarning]
    let fingerprint: String

    /// Up to so many entries, each can be chosen by itself.
    private static let mostChoices = 500

    init(entries: [PlannedSource], warnings: [ImportWarning]) {
        self.entries = entries
        self.warnings = warnings
        fingerprint = SourceImport.fingerprint(of: entries)
    }

    /// Positions and entries that the library has not.
    var new: [(offset: Int, element: PlannedSource)] { entries.enumerated().filter { $0.element.state == .new } }

    /// Those that share only their name with one in the library.
    var namesakes: [(offset: Int, element: PlannedSource)] {
        entries.enumerated().filter { if case .exists(_, .slug) = $0.element.state { true } else { false } }
    }

    /// Those that are there already, in the library or earlier in the file.
    var known: [PlannedSource] {
        entries.filter {
            switch $0.state {
            case .exists(_, let likeness): likeness != .slug
            case .repeats: true
            case .new, .lacks: false
            }
        }
    }

    var lacking: [(entry: PlannedSource, errors: [Problem.FieldError])] {
        entries.compactMap { if case .lacks(let errors) = $0.state { ($0, errors) } else { nil } }
    }

    var hasChoices: Bool { new.count + namesakes.count <= Self.mostChoices }

    func chosen(by form: FormBody) -> [Source] {
        let ticked = Set(form.all("entry").compactMap { Int($0) })
        let offered = hasChoices ? (new + namesakes).filter { ticked.contains($0.offset) } : new
        return offered.sorted { $0.offset < $1.offset }.compactMap(\.element.source)
    }
}
