import Commerce
import Markup

extension HTMLWriter {
    /// In which editions a flight went out; nothing for one that never did.
    mutating func letterRuns(_ runs: [LetterRun]) {
        guard !runs.isEmpty else { return }
        element(.h2, text: "In the newsletter")
        figures(
            "Mails and clicks by edition", ["Edition", "Mails", "Clicks"],
            runs.map { [$0.page, $0.letters.written, $0.clicks.written] })
        element(
            .p, .class("hint"),
            text: "Mails that a server took. Nobody counts who opens them, so there are no views and no click rate.")
    }
}
