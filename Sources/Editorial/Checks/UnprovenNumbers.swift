/// Finds sentences and tables whose numbers have neither a fact nor a source.
///
/// A sentence is proven by a fact, a citation, a note or a link in it or right after it; an item of a list also by the
/// sentence that leads to the list, a table by anything in it or in the passages beside it. A number that is proven
/// once, or that is the value of a fact of the article, may be said again.
struct UnprovenNumbers {
    /// A sentence, or a table, without evidence.
    struct Place: Sendable, Hashable {
        let field: ManuscriptMerge.Field
        let line: Int
        /// The number that was found, as it is written.
        let number: String
        /// How the sentence goes; empty for a table.
        let sentence: String
    }

    /// A number and its line.
    private struct Claimed {
        let claim: NumberClaims.Claim
        let line: Int
    }

    private struct Candidate {
        let field: ManuscriptMerge.Field
        let isTable: Bool
        let sentence: String
        let claims: [Claimed]
    }

    private var known: Set<String>
    private var candidates: [Candidate] = []

    /// - Parameter values: The values of the facts that the article shows, as digits.
    init(values: Set<String>) { known = values }

    mutating func look(at text: CheckedText, in field: ManuscriptMerge.Field) {
        var isLeadProven = false
        for (index, block) in text.blocks.enumerated() {
            switch block {
            case .paragraph(let passage):
                isLeadProven = leads(passage)
                look(at: passage, in: field, isProven: false)
            case .item(let passage):
                look(at: passage, in: field, isProven: isLeadProven)
            case .table(let table):
                look(at: table, in: field, besides: [index - 1, index + 1].map { evidence(at: $0, of: text) })
                isLeadProven = false
            case .note, .heading, .other: isLeadProven = false
            }
        }
    }

    /// Each place in the order in which it was looked at; call when every text was looked at.
    var places: [Place] {
        candidates.compactMap { candidate in
            guard let found = candidate.claims.first(where: { !known.contains($0.claim.key) }) else { return nil }
            return Place(
                field: candidate.field, line: found.line, number: found.claim.written, sentence: candidate.sentence)
        }
    }

    /// Whether a passage ends in a proven sentence that leads to what follows it.
    private func leads(_ passage: CheckedText.Passage) -> Bool {
        guard let last = SentenceSplitter.sentences(in: passage.scalars).last else { return false }
        let sentence = passage.scalars[last]
        return sentence.contains(where: CheckedText.proves) && CheckedText.Passage.text(sentence).hasSuffix(":")
    }

    private func evidence(at index: Int, of text: CheckedText) -> Bool {
        guard text.blocks.indices.contains(index) else { return false }
        switch text.blocks[index] {
        case .paragraph(let passage): return passage.hasEvidence
        case .heading(_, let passage): return passage.hasEvidence
        case .item, .note, .table, .other: return false
        }
    }

    private mutating func look(at passage: CheckedText.Passage, in field: ManuscriptMerge.Field, isProven: Bool) {
        for (number, range) in SentenceSplitter.sentences(in: passage.scalars).enumerated() {
            let sentence = passage.scalars[range]
            let claims = NumberClaims(in: sentence, isFirst: number == 0).claims
            guard !claims.isEmpty else { continue }
            if isProven || sentence.contains(where: CheckedText.proves) {
                known.formUnion(claims.map(\.key))
            } else {
                candidates.append(
                    Candidate(
                        field: field, isTable: false, sentence: CheckedText.Passage.text(sentence),
                        claims: claims.map { Claimed(claim: $0, line: passage.line(at: $0.offset)) }))
            }
        }
    }

    private mutating func look(
        at table: CheckedText.Table, in field: ManuscriptMerge.Field, besides neighbours: [Bool]
    ) {
        let claims = table.cells.flatMap { cell -> [Claimed] in
            NumberClaims(in: cell.scalars[...], isFirst: false).claims.map {
                Claimed(claim: $0, line: cell.line(at: $0.offset))
            }
        }
        guard !claims.isEmpty else { return }
        if table.hasEvidence || neighbours.contains(true) {
            known.formUnion(claims.map(\.claim.key))
        } else {
            candidates.append(Candidate(field: field, isTable: true, sentence: "", claims: claims))
        }
    }
}
