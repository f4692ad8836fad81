import Database
import HTTPSupport
import Hummingbird
import Kernel
import RouterTestSupport
import Secrets
import Staff
import TestSupport
import Testing

@testable import App

/// Who may do what in the back offices; a new route without a line here fails.
@Suite struct OfficeAccessTests {
    private static let editorial: Set<Role> = [.writer, .editor, .factChecker]
    private static let publisher: Set<Role> = [.publisher]
    private static let naming: Set<Role> = [.editor, .publisher]
    private static let business: Set<Role> = [.business]
    private static let everybody = Set(Role.allCases)
    private static let moderators: Set<Role> = [.moderator]

    static let expected: [String: Set<Role>] = [
        "GET /account": everybody, "POST /account/password": everybody,
        "POST /account/sign-out-everywhere": everybody, "GET /account/second-factor": everybody,
        "POST /account/second-factor": everybody, "POST /account/second-factor/remove": everybody,
        "POST /account/recovery-codes": everybody,
        "GET /publisher": publisher, "POST /publisher/one-person-mode": publisher,
        "GET /publisher/people": publisher, "POST /publisher/people/invite": publisher,
        "POST /publisher/people/withdraw-invitation": publisher,
        "POST /publisher/people/:account/roles": publisher, "POST /publisher/people/:account/disable": publisher,
        "POST /publisher/people/:account/enable": publisher, "GET /publisher/audit": publisher,
        "GET /publisher/audit.csv": publisher,
        "GET /publisher/subscribers": publisher, "POST /publisher/subscribers/search": publisher,
        "POST /publisher/subscribers/stop": publisher, "POST /publisher/subscribers/allow": publisher,
        "POST /publisher/subscribers/import": publisher, "GET /publisher/subscribers.csv": publisher,
        "GET /publisher/subscribers/returned": publisher, "GET /publisher/subscribers/unread": publisher,
        "GET /publisher/subscribers/unread/:id": publisher,
        "GET /publisher/subscribers/unread/:id/mail.eml": publisher,
        "POST /publisher/subscribers/unread/:id/dismiss": publisher,
        "GET /publisher/subscribers/suppressed": publisher, "POST /publisher/subscribers/suppressed/end": publisher,
        "GET /publisher/settings": publisher, "POST /publisher/settings": publisher,
        "GET /publisher/settings/preview": publisher, "POST /publisher/settings/preview": publisher,
        "GET /publisher/settings/theme.css": publisher,
        "GET /publisher/policies": publisher, "GET /publisher/policies/:subject": publisher,
        "POST /publisher/policies/:subject": publisher, "POST /publisher/policies/:subject/preview": publisher,
        "GET /publisher/policies/:subject/:number": publisher,
        "GET /desk/sections": naming, "POST /desk/sections": naming, "POST /desk/section-order": naming,
        "GET /desk/sections/:slug": naming, "POST /desk/sections/:slug": naming,
        "POST /desk/sections/:slug/remove": naming,
        "GET /desk/topics": naming, "POST /desk/topics": naming, "GET /desk/topics/:slug": naming,
        "POST /desk/topics/:slug": naming, "POST /desk/topics/:slug/remove": naming,
        "GET /desk/people": naming, "POST /desk/people": naming, "GET /desk/people/:slug": naming,
        "POST /desk/people/:slug": naming, "POST /desk/people/:slug/remove": naming,
        "GET /desk": editorial, "GET /desk/articles": editorial, "POST /desk/articles/new": editorial,
        "POST /desk/revise/:slug": editorial, "GET /desk/articles/:id": editorial,
        "POST /desk/articles/:id/save": editorial, "POST /desk/articles/:id/autosave": editorial,
        "GET /desk/articles/:id/preview": editorial, "POST /desk/articles/:id/step": editorial,
        "POST /desk/articles/:id/assignment": editorial, "POST /desk/articles/:id/remarks": editorial,
        "POST /desk/articles/:id/remarks/:remark": editorial, "GET /desk/articles/:id/history": editorial,
        "GET /desk/articles/:id/history/:number": editorial,
        "POST /desk/articles/:id/history/:number/restore": editorial, "GET /desk/facts": editorial,
        "GET /desk/facts/:slug": editorial, "POST /desk/facts/:slug": editorial,
        "GET /desk/facts/new": editorial, "POST /desk/facts/new": editorial,
        "POST /desk/facts/:slug/description": editorial, "GET /desk/facts/search": editorial,
        "GET /desk/sources/search": editorial, "GET /desk/articles/search": editorial,
        "GET /desk/sources": editorial, "GET /desk/sources/new": editorial, "POST /desk/sources/new": editorial,
        "GET /desk/sources/import": editorial, "POST /desk/sources/import/plan": editorial,
        "POST /desk/sources/import": editorial, "GET /desk/sources/:slug": editorial,
        "POST /desk/sources/:slug": editorial, "POST /desk/sources/:slug/check": editorial,
        "POST /desk/sources/:slug/delete": editorial,
        "GET /desk/media": editorial, "POST /desk/media": editorial, "GET /desk/media/search": editorial,
        "GET /desk/media/:slug": editorial, "POST /desk/media/:slug": editorial,
        "POST /desk/media/:slug/delete": editorial,
        "GET /business": business, "GET /business/partners": business, "POST /business/partners/new": business,
        "GET /business/partners/:slug": business, "POST /business/partners/:slug": business,
        "GET /business/programmes": business, "GET /business/programmes/new": business,
        "POST /business/programmes/new": business, "GET /business/programmes/:id": business,
        "POST /business/programmes/:id": business, "GET /business/rules": business,
        "POST /business/rules/new": business, "GET /business/rules/:id": business,
        "POST /business/rules/:id": business, "POST /business/rules/:id/end": business,
        "GET /business/links": business, "POST /business/links/new": business,
        "GET /business/links/:slug": business, "POST /business/links/:slug": business,
        "POST /business/links/:slug/end": business, "GET /business/links.csv": business,
        "GET /business/import": business, "POST /business/import/trial": business, "POST /business/import": business,
        "GET /business/clicks": business, "GET /business/clicks.csv": business,
        "GET /business/link-health": business, "GET /business/link-health/:id": business,
        "POST /business/link-health/:id/check": business, "POST /business/link-health/:id/leave": business,
        "GET /business/stock-rules": business, "POST /business/stock-rules": business,
        "POST /business/stock-rules/:id/end": business,
        "GET /business/advertisers/:slug/contacts": business,
        "POST /business/advertisers/:slug/contacts": business,
        "POST /business/advertisers/:slug/contacts/:id/link": business,
        "POST /business/advertisers/:slug/contacts/:id/remove": business,
        "GET /business/sponsored": business, "GET /business/sponsored/new": business,
        "POST /business/sponsored/new": business, "GET /business/sponsored/:id": business,
        "POST /business/sponsored/:id": business, "GET /business/sponsored/:id/preview": business,
        "POST /business/sponsored/:id/publish": business, "POST /business/sponsored/:id/withdraw": business,
        "GET /business/advertising": business,
        "GET /business/advertising/advertisers": business, "POST /business/advertising/advertisers/new": business,
        "GET /business/advertising/advertisers/:slug": business,
        "POST /business/advertising/advertisers/:slug": business,
        "POST /business/advertising/advertisers/:slug/campaigns": business,
        "GET /business/advertising/campaigns/:id": business, "POST /business/advertising/campaigns/:id": business,
        "GET /business/advertising/campaigns/:id/flights": business,
        "POST /business/advertising/campaigns/:id/flights": business,
        "GET /business/advertising/flights/:id": business, "POST /business/advertising/flights/:id": business,
        "POST /business/advertising/flights/:id/pause": business,
        "POST /business/advertising/flights/:id/resume": business,
        "GET /business/advertising/flights/:id/creatives": business,
        "POST /business/advertising/flights/:id/creatives": business,
        "GET /business/advertising/creatives/:id": business, "POST /business/advertising/creatives/:id": business,
        "POST /business/advertising/creatives/:id/end": business,
        "POST /business/advertising/creatives/:id/decision": business,
        "GET /business/advertising/creatives/:id/preview": business,
        "GET /business/advertising/creatives/:id/preview/page": business,
        "GET /business/advertising/creatives/:id/preview/document": business,
        "GET /business/advertising/blocks": business, "POST /business/advertising/blocks": business,
        "POST /business/advertising/blocks/lift": business,
        "GET /business/house-ads": business, "POST /business/house-ads/new": business,
        "GET /business/house-ads/:slug": business, "POST /business/house-ads/:slug": business,
        "POST /business/house-ads/:slug/retire": business,
        "GET /desk/links": editorial, "POST /desk/links/check": editorial,
        "GET /business/earnings": business, "GET /business/earnings.csv": business,
        "GET /business/earnings/reports": business, "POST /business/earnings/reports": business,
        "POST /business/earnings/reports/trial": business,
        "GET /business/earnings/unmatched": business, "POST /business/earnings/unmatched": business,
        "GET /business/earnings/postbacks": business, "POST /business/earnings/postbacks": business,
        "GET /business/earnings/reconciliation": business, "POST /business/earnings/reconciliation": business,
        "GET /business/delivery": business, "GET /business/delivery.csv": business,
        "POST /business/delivery/tallies": business, "GET /business/delivery/:id": business,
        "GET /business/delivery/:id/hours.csv": business,
        "POST /business/delivery/:id/make-good": business, "GET /business/forecast": business,
        "POST /business/forecast": business, "GET /business/calendar": business,
        "POST /business/advertising/campaigns/:id/flights/forecast": business,
        "POST /business/advertising/flights/:id/forecast": business,
        "GET /business/invoices": business, "POST /business/invoices": business,
        "GET /business/invoices/draft": business, "GET /business/invoices/issuer": business,
        "POST /business/invoices/issuer": business, "GET /business/invoices/terms/:slug": business,
        "POST /business/invoices/terms/:slug": business, "GET /business/invoices/:id": business,
        "POST /business/invoices/:id/credit": business, "GET /business/invoices/:id/invoice.pdf": business,
        "GET /business/invoices/:id/invoice.csv": business,
        "POST /desk/facts/:slug/preview": editorial, "POST /desk/facts/:slug/confirm": editorial,
        "GET /desk/evaluations": editorial, "POST /desk/evaluations": editorial,
        "GET /desk/evaluations/search": editorial, "GET /desk/evaluations/:slug": editorial,
        "POST /desk/evaluations/:slug": editorial, "POST /desk/evaluations/:slug/preview": editorial,
        "GET /desk/evaluations/:slug/scores/:product": editorial,
        "GET /desk/products": editorial, "POST /desk/products": editorial, "GET /desk/products/search": editorial,
        "GET /desk/products/:slug": editorial, "POST /desk/products/:slug": editorial,
        "GET /desk/articles/:id/findings": editorial, "POST /desk/paste": editorial,
        "GET /moderation": moderators, "GET /moderation/comments/:id": moderators,
        "GET /moderation/decisions": moderators, "POST /moderation/decisions": moderators,
        "GET /moderation/bans": moderators, "POST /moderation/bans": moderators,
        "POST /moderation/bans/trial": moderators, "POST /moderation/bans/:id/lift": moderators,
        "GET /moderation/screening": [.moderator, .publisher], "POST /moderation/screening": moderators,
        "POST /moderation/screening/words": moderators, "POST /moderation/screening/words/remove": moderators,
        "POST /moderation/corrections": moderators,
        "GET /desk/suggestions": editorial, "POST /desk/suggestions/:id": editorial,
        "GET /desk/newsletter": naming, "GET /desk/newsletter/:id": naming, "POST /desk/newsletter/:id": naming,
        "POST /desk/newsletter/:id/approve": naming, "POST /desk/newsletter/:id/hold": naming,
        "GET /desk/newsletter/:id/preview": naming, "POST /desk/newsletter/:id/test": naming,
        "GET /desk/newsletter/:id/report": naming, "GET /desk/newsletter/:id/letter": naming,
        "GET /desk/newsletter/:id/sending": naming,
        "POST /desk/newsletter/:id/pause": naming, "POST /desk/newsletter/:id/resume": naming,
        "GET /desk/newsletter/:id/cancel": naming, "POST /desk/newsletter/:id/cancel": naming,
        "POST /moderation/undo": moderators, "POST /moderation/discussion": moderators,
    ]

    @Test func eachRouteIsOnTheListWithItsRoles() async throws {
        try await OfficeSite.with { offices in
            let site = offices.site
            var found: [String: Set<Role>] = [:]
            for endpoint in site.offices.endpoints {
                let name = "\(endpoint.method.rawValue) \(endpoint.route.path)"
                #expect(found[name] == nil, "\(name) is there twice")
                found[name] = Set(Role.allCases.filter { endpoint.access.allows([$0]) })
            }
            for name in Set(found.keys).union(Self.expected.keys).sorted() {
                #expect(found[name] == Self.expected[name], "\(name)")
            }
        }
    }

    /// Asks the router itself, as each role and as nobody; forms go without a token, so that none is taken.
    @Test func theGateRefusesEverybodyElse() async throws {
        try await OfficeSite.with { offices in
            let (sessions, accounts) = (offices.sessions, offices.accounts)
            let asker = OfficeAsker(responder: offices.router.buildResponder())
            for name in Self.expected.keys.sorted() {
                #expect(try await asker.code(of: name, as: nil) == "sign-in-needed", "\(name), signed out")
            }
            for role in Role.allCases {
                let account = try await accounts.add(
                    email: "\(role.rawValue)@site.example", name: role.rawValue, roles: [role],
                    password: "a long password")
                let secret = try await sessions.begin(for: account.id, stage: .full)
                let waiting = try await sessions.begin(for: account.id, stage: .secondFactor)
                for (name, allowed) in Self.expected.sorted(by: { $0.key < $1.key }) {
                    let code = try await asker.code(of: name, as: secret)
                    // To the editorial side it is as if the business desk were not there.
                    let refusal = role.isEditorial && allowed == Self.business ? "not-found" : "role-needed"
                    if allowed.contains(role) {
                        #expect(code != "role-needed", "\(name) as \(role): \(code)")
                    } else {
                        #expect(code == refusal, "\(name) as \(role): \(code)")
                    }
                    if name.hasPrefix("POST"), allowed.contains(role) {
                        #expect(code == "form-token", "\(name) without a token: \(code)")
                    }
                    let half = try await asker.code(of: name, as: waiting)
                    #expect(half == "sign-in-needed", "\(name) with the second factor to come: \(half)")
                }
            }
        }
    }

    /// What a browser gets: the sign-in page, a refusal, or an answer of the endpoint itself.
    @Test func eachRoleGetsItsStatus() async throws {
        try await OfficeSite.with { offices in
            let asker = OfficeAsker(responder: offices.router.buildResponder())
            let nobody = try await offices.account([.writer])
            try await offices.stores.staff.write { connection in
                try connection.execute("DELETE FROM account_role WHERE account = \(nobody.id)")
            }
            var people: [Role: Account] = [:]
            for role in Role.allCases { people[role] = try await offices.account([role]) }
            let gone = try await offices.account([.writer, .editor])
            let ended = try await offices.session(of: gone.id).secret
            try await offices.accounts.disable(email: gone.email)
            for (name, allowed) in Self.expected.sorted(by: { $0.key < $1.key }) {
                let isForm = name.hasPrefix("POST")
                for secret in [nil, ended, Secret()] {
                    let answer = try await asker.ask(name, as: secret)
                    #expect(answer.status == (isForm ? 401 : 303), "\(name), signed out")
                    if !isForm {
                        #expect(answer.headers[.location]?.hasPrefix("/sign-in?next=") == true, "\(name), signed out")
                    }
                }
                for role in Role.allCases.map(Optional.some) + [nil] {
                    let account = role.flatMap { people[$0] } ?? nobody
                    let session = try await offices.session(of: account.id)
                    let form = FormBody(fields: [.init(name: "token", value: session.token)])
                    let answer =
                        try await isForm
                        ? asker.send(name, as: session.secret, form) : asker.ask(name, as: session.secret)
                    let isAllowed = role.map(allowed.contains) ?? (allowed == Self.everybody)
                    let who = role?.rawValue ?? "nobody in particular"
                    let isHidden = role?.isEditorial == true && allowed == Self.business
                    if isHidden { #expect(answer.status == 404, "\(name) as \(who): \(answer.status)") }
                    #expect(
                        (answer.status == 403) == (!isAllowed && !isHidden), "\(name) as \(who): \(answer.status)")
                    #expect(answer.status != 401 && answer.status < 500, "\(name) as \(who): \(answer.status)")
                    let location = answer.headers[.location] ?? ""
                    #expect(!location.hasPrefix("/sign-in?"), "\(name) as \(who) leads to \(location)")
                }
            }
        }
    }
}
