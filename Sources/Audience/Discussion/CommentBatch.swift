import Database
import Kernel
import Secrets

/// Writes drafts in one transaction.
struct CommentBatch {
    typealias Result = Swift.Result<CommentReceipt, Problem>

    private static let handles = Insertion(into: "handle", ["id", "name", "folded", "made"])
    private static let keys = Insertion(into: "handle_key", ["digest", "handle", "expires"])
    private static let comments = Insertion(
        into: "comment",
        [
            "id", "article", "parent", "handle", "posted", "text", "state", "owner", "network", "network_day", "change",
        ])
    private static let findings = Insertion(into: "comment_finding", ["comment", "place", "rule", "detail", "risk"])
    private static let nonces = Insertion(into: "comment_nonce", ["nonce", "comment", "expires"])

    private let drafts: [CommentDraft]
    private var results: [Result?]
    private var handleRows: [[Value]] = []
    private var keyRows: [[Value]] = []
    private var commentRows: [[Value]] = []
    private var findingRows: [[Value]] = []
    private var nonceRows: [[Value]] = []

    private init(_ drafts: [CommentDraft]) {
        self.drafts = drafts
        results = Array(repeating: nil, count: drafts.count)
    }

    /// - Returns: What became of each draft, in their order.
    /// - Throws: ``DatabaseError``; then nothing was written.
    static func write(_ drafts: [CommentDraft], in connection: any Connection) throws -> [Result] {
        var batch = CommentBatch(drafts)
        return try batch.write(in: connection)
    }

    private mutating func write(in connection: any Connection) throws -> [Result] {
        var known = try Known(drafts, in: connection)
        let wanting = drafts.filter { if case .anonymous = $0.author { true } else { false } }.count
        var numbers = try AnonymousNames.take(wanting, in: connection)[...]
        for (index, draft) in drafts.enumerated() {
            results[index] = try add(draft, &known, &numbers)
        }
        guard !commentRows.isEmpty else { return results.compactMap(\.self) }
        let change = try ChangeNumber.next(in: connection)
        for index in commentRows.indices { commentRows[index].append(change.databaseValue) }
        try connection.execute("DELETE FROM comment_nonce WHERE expires <= \(drafts[0].at)")
        for (rows, insertion) in [
            (handleRows, Self.handles), (keyRows, Self.keys), (commentRows, Self.comments),
            (findingRows, Self.findings), (nonceRows, Self.nonces),
        ] where !rows.isEmpty { try connection.insert(rows, by: insertion) }
        return results.compactMap(\.self)
    }

    private mutating func add(_ draft: CommentDraft, _ known: inout Known, _ numbers: inout ArraySlice<String>) throws
        -> Result
    {
        if let earlier = known.nonces[draft.nonce.digest] { return .success(.repeated(earlier)) }
        if let problem = known.problem(with: draft) { return .failure(problem) }
        let (handle, name, isNew): (Handle.ID, String, Bool)
        switch draft.author {
        case .known(let owned):
            guard known.handles.contains(owned.id) else { return .failure(Self.handleGone) }
            (handle, name, isNew) = (owned.id, owned.name, false)
        case .new(let wanted):
            guard known.takenNames.insert(wanted.folded).inserted else { return .failure(Self.nameTaken) }
            (handle, name, isNew) = (Handle.ID(at: draft.at), wanted.description, true)
        case .anonymous:
            guard let next = numbers.popFirst() else { return .failure(Self.nameTaken) }
            (handle, name, isNew) = (Handle.ID(at: draft.at), next, true)
        }
        if isNew {
            handleRows.append([
                handle.databaseValue, name.databaseValue, HandleName.folded(name).databaseValue, draft.at.databaseValue,
            ])
            keyRows.append([
                draft.key.digest.databaseValue, handle.databaseValue,
                draft.at.advanced(by: HandleStore.keyLifetime).databaseValue,
            ])
        }
        commentRows.append([
            draft.id.databaseValue, draft.article.databaseValue, draft.parent?.databaseValue ?? .null,
            name.databaseValue, draft.at.databaseValue, draft.text.databaseValue, draft.state.rawValue.databaseValue,
            handle.databaseValue, draft.network?.bytes.databaseValue ?? .null,
            draft.network?.day.description.databaseValue ?? .null,
        ])
        for (place, finding) in draft.findings.enumerated() {
            findingRows.append([
                draft.id.databaseValue, place.databaseValue, finding.rule.rawValue.databaseValue,
                finding.detail.databaseValue, finding.risk.databaseValue,
            ])
        }
        nonceRows.append([
            draft.nonce.digest.databaseValue, draft.id.databaseValue,
            draft.at.advanced(by: draft.nonce.lifetime).databaseValue,
        ])
        known.nonces[draft.nonce.digest] = draft.id
        return .success(.written(draft.id, handle: name, state: draft.state, isNewHandle: isNew))
    }

    private static let nameTaken = Problem(
        .conflict, slug: "handle-taken", title: "Somebody else uses this name",
        detail:
            "A name belongs to whoever used it first. Choose another, leave the field empty, or sign in if it is yours.",
        fieldErrors: [.init(field: "name", message: "Somebody else uses this name. Please choose another.")])
    private static let handleGone = Problem(
        .gone, slug: "handle-gone", title: "Your name is not known any more",
        detail: "It was erased. Load the page again to write under another.")
}

/// What the database says of what drafts refer to.
private struct Known {
    private struct Parent {
        let article: ArticleID
        let state: Comment.State
    }

    var nonces: [[UInt8]: Comment.ID] = [:]
    var takenNames: Set<String> = []
    private(set) var handles: Set<Handle.ID> = []
    private var parents: [Comment.ID: Parent] = [:]
    private var standings: [ArticleID: DiscussionStanding] = [:]

    init(_ drafts: [CommentDraft], in connection: any Connection) throws {
        let now = drafts.map(\.at).min() ?? Timestamp(milliseconds: 0)
        for row in try connection.rows(
            """
            SELECT nonce, comment FROM comment_nonce WHERE nonce IN \(list: drafts.map(\.nonce.digest))
                AND expires > \(now)
            """)
        { nonces[try row.value("nonce")] = try row.value("comment") }
        let answered = Set(drafts.compactMap(\.parent))
        if !answered.isEmpty {
            for row in try connection.rows(
                "SELECT id, article, state FROM comment WHERE id IN \(list: Array(answered))")
            {
                parents[try row.value("id")] = Parent(
                    article: try row.value("article"), state: try Comment.state(row.value("state")))
            }
        }
        for standing in try connection.all(
            DiscussionStanding.self,
            "SELECT * FROM discussion WHERE article IN \(list: Array(Set(drafts.map(\.article))))")
        { standings[standing.article] = standing }
        try readHandles(of: drafts, in: connection)
    }

    private mutating func readHandles(of drafts: [CommentDraft], in connection: any Connection) throws {
        var (names, owned): (Set<String>, Set<Handle.ID>) = ([], [])
        for draft in drafts {
            switch draft.author {
            case .known(let handle): owned.insert(handle.id)
            case .new(let name): names.insert(name.folded)
            case .anonymous: break
            }
        }
        if !names.isEmpty {
            takenNames = Set(
                try connection.rows("SELECT folded FROM handle WHERE folded IN \(list: Array(names))")
                    .map { try $0.value("folded") })
        }
        if !owned.isEmpty {
            handles = Set(
                try connection.rows("SELECT id FROM handle WHERE id IN \(list: Array(owned))")
                    .map { try $0.value("id") })
        }
    }

    func problem(with draft: CommentDraft) -> Problem? {
        let standing = standings[draft.article] ?? DiscussionStanding(article: draft.article)
        if let problem = standing.refusal(isPastClosing: draft.isPastClosing) { return problem }
        guard let id = draft.parent else { return nil }
        guard let parent = parents[id], parent.article == draft.article, parent.state == .shown else {
            return Problem(
                .conflict, slug: "comment-parent", title: "The comment that you answer is not there any more",
                detail:
                    "It was taken away, or never was under this article. You can still write under the article itself.")
        }
        return nil
    }
}
