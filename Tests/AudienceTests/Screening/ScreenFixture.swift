import Audience
import Kernel

/// Makes what screens are asked about.
struct ScreenFixture {
    static let start = Timestamp(milliseconds: 1_795_478_400_000)
    static let article = ArticleID(high: 0x7000, low: 1)
    static let other = ArticleID(high: 0x7000, low: 2)

    /// What somebody who means well sends, except for what is given.
    static func submission(
        _ text: String, handle: String = "Reader", article: ArticleID = article, isFirst: Bool = false,
        isEdit: Bool = false, network: String? = nil, formMade: Timestamp? = start.advanced(by: .seconds(-60)),
        trap: String = "", at moment: Timestamp = start
    ) -> Submission {
        Submission(
            article: article, handle: handle, isFirst: isFirst, isEdit: isEdit, text: text,
            network: network.flatMap(AddressPrefix.init), formMade: formMade, trap: trap, at: moment)
    }

    static func screen(_ change: (inout Screen.Knowledge) -> Void = { _ in }) -> Screen {
        var knowledge = Screen.Knowledge()
        change(&knowledge)
        return Screen(knowledge, hasher: PlainHasher())
    }

    static func words(_ patterns: [(String, WordList.Effect)]) throws -> WordList {
        WordList(try patterns.map { WordList.Entry(try WordPattern($0.0), $0.1) })
    }
}

/// Shows networks as they are.
struct PlainHasher: NetworkHasher {
    func digest(of network: AddressPrefix, for purpose: String, at moment: Timestamp) -> NetworkDigest {
        NetworkDigest(day: moment.day, bytes: Array("\(purpose) \(network.bits) \(moment.day)".utf8))
    }
}

extension Verdict {
    var findings: [Finding] {
        switch self {
        case .shown(let findings), .held(let findings), .refused(_, let findings): findings
        }
    }

    var rules: Set<Finding.Rule> { Set(findings.map(\.rule)) }

    var problem: Problem? {
        if case .refused(let problem, _) = self { problem } else { nil }
    }

    var isShown: Bool {
        if case .shown = self { true } else { false }
    }

    var isHeld: Bool {
        if case .held = self { true } else { false }
    }
}
