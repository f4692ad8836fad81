import Audience
import HTTPSupport
import Kernel

extension ModerationOffice {
    func screeningRules(_ request: StaffRequest) async throws -> StaffAnswer {
        try await screeningPage(request, problem: nil)
    }

    func setRules(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            var values: [ScreeningRules.Setting: Double] = [:]
            var errors: [Problem.FieldError] = []
            for setting in ScreeningRules.Setting.allCases {
                // A box that isn’t ticked sends nothing.
                let text = request.form[setting.rawValue].split(whereSeparator: \.isWhitespace).joined()
                if setting.isSwitch {
                    values[setting] = text.isEmpty ? 0 : 1
                } else if request.form.has(setting.rawValue) {
                    guard let value = ScreeningWords.value(of: setting, text) else {
                        errors.append(.init(field: setting.rawValue, message: ScreeningWords.range(of: setting)))
                        continue
                    }
                    values[setting] = value
                }
            }
            guard errors.isEmpty else {
                throw Problem(
                    .invalid, slug: "screening-invalid", title: "The screen can’t be set like this",
                    detail: "Nothing was changed.", fieldErrors: errors)
            }
            let count = try await screening.set(values, by: signature(of: request))
            return .done(
                .screening,
                notice: count == 0 ? "Nothing was changed." : "The screen goes by it within seconds.",
                subject: "\(count) of its rules")
        } catch let problem as Problem where problem.kind == .invalid {
            return try await screeningPage(request, problem: problem)
        }
    }

    func addWords(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            guard let effect = WordList.Effect(rawValue: request.form["effect"]) else { throw Self.noList }
            let words = request.form["words"].split(separator: "\n")
                .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.filter { !$0.isEmpty }
            guard !words.isEmpty else { throw Self.noWords }
            let count = try await screening.add(words, to: effect, by: signature(of: request))
            return .done(
                .screening, notice: count == 0 ? "They are on that list already." : "On the list now: \(count).",
                subject: effect.rawValue, anchor: "words")
        } catch let problem as Problem where problem.kind == .invalid {
            return try await screeningPage(request, problem: problem)
        }
    }

    func removeWord(_ request: StaffRequest) async throws -> StaffAnswer {
        let word = request.form["word"]
        try await screening.remove(word, by: signature(of: request))
        return .done(
            .screening, notice: "“\(word.prefix(100))” is off the list.", subject: String(word.prefix(100)),
            anchor: "words")
    }

    private func screeningPage(_ request: StaffRequest, problem: Problem?) async throws -> StaffAnswer {
        let page = try await ScreeningPage(
            rules: screening.rules(), words: screening.words(), history: screening.history(limit: Self.pageLength),
            mayChange: request.member.roles.contains(.moderator), values: problem == nil ? nil : request.form,
            problem: problem, token: request.formToken)
        return .page(page.page, problem: problem)
    }

    private static let noList = Problem(
        .invalid, slug: "words-nowhere", title: "The words can’t be added", detail: "Choose a list for them.",
        fieldErrors: [.init(field: "effect", message: "Choose one of these.")])
    private static let noWords = Problem(
        .invalid, slug: "words-missing", title: "The words can’t be added", detail: "Write at least one.",
        fieldErrors: [.init(field: "words", message: "Write at least one word or phrase.")])
}
