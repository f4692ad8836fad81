import Commerce
import Markup

extension Creative.Content {
    enum Form: String, CaseIterable {
        case text, picture, both, html, tag

        var word: String {
            switch self {
            case .text: "Text"
            case .picture: "Picture"
            case .both: "Picture and text"
            case .html: "HTML document"
            case .tag: "Frame of a third party"
            }
        }
    }

    var form: Form {
        switch self {
        case .text: .text
        case .picture: .picture
        case .pictureAndText: .both
        case .html: .html
        case .tag: .tag
        }
    }

    var word: String { form.word }
}

extension ReviewedCreative {
    /// Whether readers may see it, in a word.
    var stateWord: String {
        guard creative.ended == nil else { return "Ended" }
        return switch review.state {
        case .draft: "Draft"
        case .awaiting: "Waits for approval"
        case .approved: "Approved"
        case .refused: "Refused"
        }
    }
}

extension HTMLWriter {
    mutating func approval(of reviewed: ReviewedCreative) {
        state(
            reviewed.stateWord, isGood: reviewed.mayBeShown,
            isBad: reviewed.review.state == .refused && reviewed.creative.ended == nil)
    }
}
