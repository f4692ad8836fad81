import Editorial
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import RouterTestSupport
import Secrets
import TestSupport

@testable import Staff

/// A form with somebody to send it, and everything there that it needs.
struct OfficeFormCase {
    /// `POST` and the path.
    let route: String
    let form: FormBody
    let sender: Account
    private let offices: OfficeSite
    private let asker: OfficeAsker

    init(_ name: String, _ form: OfficeForm, _ offices: OfficeSite, _ asker: OfficeAsker) async throws {
        self.offices = offices
        self.asker = asker
        sender = try await offices.account([form.role])
        let person = try await offices.account([.writer])
        let now = offices.clock.now()
        let hand = Manuscript.Hand(sender.member)
        let (draft, remark) = (Manuscript.ID(at: now), Remark.ID(at: now))
        var text = ManuscriptText()
        text.title = "A draft"
        text.body = "A paragraph."
        try await offices.manuscripts.begin(draft, text: text, by: hand)
        text.body = "Another paragraph."
        _ = try await offices.manuscripts.save(text, of: draft, base: 1, by: hand)
        try await offices.manuscripts.remark(remark, on: draft, paragraph: 0, text: "Is it?", by: hand)
        let compared = try Slug("c\(Manuscript.ID(at: now))")
        let product = Product(
            slug: compared, name: "A kettle", maker: "Maker", address: "https://maker.example/", note: nil)
        try await offices.products.add(product, by: hand, at: now)
        try await offices.evaluations.begin(compared, title: "Kettles", by: hand, at: now)
        let email = "\(Manuscript.ID(at: now))@site.example"
        let merchant = try await offices.merchant()
        var values = [
            "{draft}": draft.description, "{programme}": merchant.programme.description,
            "{rule}": merchant.rule.description, "{link}": merchant.link.description, "{domain}": merchant.domain,
            "{table}": merchant.table, "{checkedLink}": merchant.checkedLink.description,
            "{stockRule}": merchant.stockRule.description,
            "{report}": merchant.report,
            "{draftOfAdvertiser}": merchant.draftOfAdvertiser.description,
            "{sponsored}": merchant.sponsored.description,
            "{contact}": merchant.contact.description,
            "{password}": OfficeSite.password, "{person}": person.id.description,
            "{article}": "how-far-away-is-the-moon", "{fact}": "moon-distance", "{source}": "nasa-moon-fact-sheet",
            "{product}": compared.description, "{evaluation}": compared.description,
            "{new}": Manuscript.ID(at: now).description, "{email}": email,
            "{number}": String(Int.random(in: 1_000_000...9_000_000)),
            "{code}": try await Self.code(form.setting, of: sender, offices),
        ]
        values.merge(try await OfficeFixtures(offices).values(for: form)) { first, _ in first }
        if form.slug == "{image}" { values["{image}"] = try await offices.image(by: hand) }
        if form.setting == .invitation {
            _ = try await offices.invitations.invite(email: email, name: "Nina", roles: [.writer], by: "Petra")
        }
        if form.setting == .disabledPerson { try await offices.accounts.disable(email: person.email) }
        func filled(_ text: some StringProtocol) -> String {
            values.reduce(String(text)) { $0.replacing($1.key, with: $1.value) }
        }
        var filledForm = FormBody(
            fields: form.fields.split(separator: "&").map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1)
                return FormBody.Field(name: String(parts[0]), value: filled(parts.count > 1 ? parts[1] : ""))
            })
        if form.fields.contains("{plan}") {
            let (secret, token) = try await offices.session(of: sender.id)
            let plan = try await asker.send(
                "POST /desk/sources/import/plan", as: secret, filledForm.with("token", token))
            let fingerprint = plan.hiddenFields.first { $0.name == "plan" }?.value ?? ""
            filledForm = filledForm.replacing("plan", by: fingerprint)
        }
        self.form = filledForm
        route = [
            ":id": filled(form.id), ":remark": remark.description, ":number": "1", ":slug": filled(form.slug),
            ":account": person.id.description, ":subject": "standards",
        ].reduce(name) { $0.replacing($1.key, with: $1.value) }
    }

    /// The code of now, of a second factor in the state that is needed.
    private static func code(_ setting: OfficeForm.Setting, of account: Account, _ offices: OfficeSite) async throws
        -> String
    {
        guard setting == .proposedFactor || setting == .activeFactor else { return "" }
        let secret = try await offices.factors.proposal(for: account.id).secret
        if setting == .activeFactor {
            let step = OneTimeCode.step(at: offices.clock.now())
            _ = try await offices.factors.confirm(OneTimeCode.code(secret, step: step), for: account.id)
            // Each code is taken once.
            offices.clock.advance(by: .seconds(60))
        }
        return OneTimeCode.code(secret, step: OneTimeCode.step(at: offices.clock.now()))
    }

    /// A new session of the sender.
    func session() async throws -> (secret: Secret, token: String) { try await offices.session(of: sender.id) }

    /// Sends the form as it is, in a session, with its token.
    func send(_ session: (secret: Secret, token: String)) async throws -> OfficeAsker.Answer {
        try await send(form, session)
    }

    /// Sends other fields in its place.
    func send(
        _ form: FormBody, _ session: (secret: Secret, token: String)
    ) async throws -> OfficeAsker.Answer {
        try await asker.send(route, as: session.secret, form.with("token", session.token))
    }
}

extension FormBody {
    /// The form with a field at its end.
    func with(_ name: String, _ value: String) -> FormBody {
        FormBody(fields: fields + [Field(name: name, value: value)])
    }

    /// The form with another value in every field of a name.
    func replacing(_ name: String, by value: String) -> FormBody {
        FormBody(fields: fields.map { $0.name == name ? Field(name: name, value: value) : $0 })
    }
}
