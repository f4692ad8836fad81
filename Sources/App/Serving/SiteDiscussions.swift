import Assets
import Audience
import AudienceWeb
import Database
import Editorial
import HTTPSupport
import Kernel
import Logging

/// What readers write under articles, and how pages follow it.
struct SiteDiscussions: Sendable {
    let comments: CommentStore
    let outlines: DiscussionOutlines
    let articles: PublishedArticles
    private let database: any Database
    private let people: PersonStore
    private let shell: BroadsheetShell
    private let clock: any WallClock
    private let script: Route
    private let workScript: Route
    private let isBehindProxy: Bool
    /// Hashes networks.
    let keys: NetworkKeys
    /// Looks at what is sent.
    let screen: Screen
    /// Keeps the screen in step with the store.
    let upkeep: ScreenUpkeep
    /// Marks forms as the site’s own.
    let seal: FormSeal
    /// Who takes mail over, and the key of the addresses; `nil` on sites that send no mail.
    let mail: (sender: any MailSender, key: AudienceKey)?
    private let rules: @Sendable () async throws -> DiscussionRules

    /// - Parameter rules: What the publisher decided.
    init(
        database: any Database, articles: PublishedArticles, people: PersonStore, shell: BroadsheetShell,
        assets: AssetPages, clock: any WallClock, isBehindProxy: Bool,
        mail: (sender: any MailSender, key: AudienceKey)?,
        rules: @escaping @Sendable () async throws -> DiscussionRules
    ) async throws {
        self.database = database
        self.articles = articles
        self.people = people
        self.shell = shell
        self.clock = clock
        self.isBehindProxy = isBehindProxy
        self.mail = mail
        let remembered = RememberedRules(rules)
        self.rules = { try await remembered.rules() }
        script = assets.lastingRoute(of: "discussion.js")
        workScript = assets.lastingRoute(of: "work.js")
        comments = CommentStore(database: database)
        outlines = DiscussionOutlines(database: database)
        keys = NetworkKeys(database: database)
        screen = Screen(hasher: keys)
        let bans = BanStore(database: database)
        upkeep = ScreenUpkeep(database: database, screen: screen, keys: keys) { try await bans.screening(at: $0) }
        try await upkeep.pulse(at: clock.now(), learns: false)
        seal = try await FormKeyStore(database: database).seal()
    }

    /// What stands under articles.
    var view: DiscussionView {
        DiscussionView(
            comments: comments, outlines: outlines, articles: articles, rules: rules, shell: shell, script: script,
            seal: seal, clock: clock, work: work)
    }

    /// What browsers are to do before they send a form.
    private var work: @Sendable () -> FormWork? {
        { [screen, workScript, clock] in
            screen.workBits(at: clock.now()).map { FormWork(bits: $0, script: workScript) }
        }
    }

    /// The addresses at which readers take part.
    ///
    /// - Parameter library: Fills the openings of pages.
    func controller(library: PageLibrary) -> DiscussionController {
        DiscussionController(
            parts: .init(
                comments: comments, outlines: outlines, writer: CommentWriter(database: database),
                revision: CommentRevision(database: database, clock: clock),
                handles: HandleStore(database: database, clock: clock), screen: screen, hasher: keys, seal: seal,
                votes: CommentVotes(database: database, clock: clock),
                flags: CommentFlags(database: database, clock: clock),
                privacy: HandlePrivacy(database: database, key: mail?.key, clock: clock),
                mail: mail.map { mail in
                    HandleMails(
                        door: HandleDoor(database: database, key: mail.key, clock: clock), key: mail.key,
                        sender: mail.sender,
                        tellOfMail: { error in
                            Logger(label: "masthead.discussion").error(
                                "A link could not be sent", metadata: ["error": .string("\(error)")])
                        })
                },
                appeals: AppealStore(database: database),
                articles: articles,
                reserved: { [people, shell] in
                    ReservedNames(try await people.people().map(\.name) + [shell.site.name, shell.site.publisher])
                },
                rules: rules, work: work),
            view: view, shell: shell, clock: clock, script: script, isBehindProxy: isBehindProxy,
            compose: { await library.composeOnce($0, at: $1, for: $2) },
            keep: { route, request in
                guard case .entry(let entry)? = try await library.page(at: route) else { return nil }
                return library.answer(request, with: entry)
            })
    }

    /// Sends mails about answers; `nil` on sites that send no mail.
    func notices(clock: any WallClock, logger: Logger) -> ReplyNoticeService? {
        guard let mail else { return nil }
        return ReplyNoticeService(
            notices: ReplyNotices(database: database, key: mail.key), key: mail.key, sender: mail.sender,
            mail: { [shell] in HandleMail(site: shell.site.name, origin: shell.origin) }, clock: clock, logger: logger)
    }

    /// Finds out which pages show something else than before.
    func changes() -> DiscussionChanges { DiscussionChanges(database: database) }
}
