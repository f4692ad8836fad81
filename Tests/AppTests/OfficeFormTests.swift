import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import RouterTestSupport
import Secrets
import TestSupport
import Testing

@testable import App
@testable import Staff

/// Every form of the offices withstands what happens to forms.
@Suite struct OfficeFormTests {
    /// What may stand in a value or in a name and belongs in neither.
    private static let strange = [
        "", " ", "שלום \u{202E}עולם", "🌅👩‍👩‍👧‍👦", "e\u{301}\u{301}\u{301}", "<script>alert(1)</script>",
        "'; DROP TABLE account; --",
        "%00", "\u{FEFF}\u{FFFF}", "-1", "99999999999999999999", "NaN", "../../etc/passwd", "a\r\nSet-Cookie: x=y",
        "__proto__", "a\u{0}b\u{1}",
    ]

    /// Bodies that are no form, or hardly one.
    private static let bodies: [[UInt8]] =
        [
            "%", "a=%", "a=%4", "a=%zz", "a=%00", "%00=b", "=", "&&&", "=&=&=", "token", "%ED%A0%80=b", "a=%ED%A0%80",
            "a=%ED%B0%80%ED%A0%80", "a=%C0%AF", "a=%E0%80%AF", "a=%F4%90%80%80", "a=%F8%88%80%80%80", "a=%C3",
            "{\"id\":1}", "--x\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n1\r\n--x--",
            (0...2000).map { "f\($0)=" }.joined(separator: "&"), "a=\(String(repeating: "a", count: 1 << 20))",
            "\(String(repeating: "a", count: 1 << 20))=a",
        ].map { Array($0.utf8) } + [[0xFF, 0xFE], [0], Array("a=".utf8) + [0x80]]

    private func withOffices(_ body: (OfficeSite, OfficeAsker) async throws -> Void)
        async throws
    {
        try await OfficeSite.with { offices in
            try await body(offices, OfficeAsker(responder: offices.router.buildResponder()))
        }
    }

    @Test func eachFormIsOnTheList() async throws {
        try await withOffices { offices, _ in
            let routed = offices.router.routes.filter { $0.method == .post }.map { route in
                "POST \(route.path)".replacing("{", with: ":").replacing("}", with: "")
            }
            let listed = Set(OfficeForm.all.keys).union(OfficeForm.open).union(OfficeForm.withFiles)
            #expect(Set(routed).symmetricDifference(listed) == [])
        }
    }

    /// Without the session's own token, or from another site, nothing is done.
    @Test func aFormNeedsItsToken() async throws {
        try await withOffices { offices, asker in
            let other = try await offices.session(of: offices.account([.publisher]).id)
            for (name, form) in OfficeForm.all.sorted(by: { $0.key < $1.key }) {
                let sent = try await OfficeFormCase(name, form, offices, asker)
                let session = try await sent.session()
                let before = try await offices.rowCounts()
                for token in [nil, "", "x", other.token, session.token + "x", String(session.token.dropLast())] {
                    let body = token.map { sent.form.with("token", $0) } ?? sent.form
                    let answer = try await asker.send(sent.route, as: session.secret, body)
                    #expect(answer.status == 403, "\(name) with the token \(token ?? "missing")")
                }
                let body = sent.form.with("token", session.token)
                for headers: HTTPFields in [
                    [Self.fetchSite: "cross-site"], [Self.fetchSite: "same-site"], [.origin: "https://evil.example"],
                    [.origin: "null"],
                ] {
                    let answer = try await asker.send(sent.route, as: session.secret, body, headers)
                    #expect(answer.status == 403, "\(name) with \(headers)")
                }
                for kind in ["text/plain", "application/json", "multipart/form-data; boundary=x", ""] {
                    let answer = try await asker.ask(
                        sent.route, as: session.secret, [.contentType: kind], body: Array(body.encoded.utf8))
                    #expect(answer.status == 403, "\(name) as \(kind)")
                }
                #expect(try await offices.rowCounts() == before, "\(name) did something")
            }
        }
    }

    /// What was sent when a session was over is there after signing in, and does then what it was to do.
    @Test func whatWasTypedOutlivesTheSession() async throws {
        try await withOffices { offices, asker in
            for (name, form) in OfficeForm.all.sorted(by: { $0.key < $1.key }) {
                let sent = try await OfficeFormCase(name, form, offices, asker)
                let before = try await offices.rowCounts()
                let typed = sent.form.with("remark", "שלום 🌅 <b>&amp; \"quotes\" +%00\nand a line")
                let refused = try await asker.send(sent.route, as: nil, typed.with("token", "of an earlier session"))
                #expect(refused.status == 401, "\(name)")
                #expect(try await offices.rowCounts() == before, "\(name) did something")
                var signIn = FormBody(fields: refused.hiddenFields).with("email", sent.sender.email)
                signIn = signIn.with("password", OfficeSite.password)
                var welcome = try await asker.send("POST /sign-in", as: nil, signIn)
                if form.setting == .activeFactor, let waiting = welcome.session {
                    let code = try await offices.nextCode(of: sent.sender.id)
                    let fields = FormBody(fields: welcome.hiddenFields).with("code", code)
                    welcome = try await asker.send("POST /sign-in/code", as: waiting, fields)
                }
                let secret = try #require(welcome.session, "\(name): signing in is answered \(welcome.status)")
                guard !form.fields.contains("{code}"), !form.fields.contains("{password}") else {
                    #expect(welcome.headers[.location] == "/account", "\(name)")
                    #expect(!refused.text.contains(OfficeSite.password), "\(name) keeps a password")
                    continue
                }
                #expect(welcome.text.contains("Send it now"), "\(name)")
                let kept = FormBody(fields: welcome.hiddenFields)
                #expect(kept.without("token") == typed, "\(name)")
                let done = try await asker.send(sent.route, as: secret, kept)
                #expect(form.once.contains(done.status), "\(name), sent after it: \(done.status)")
            }
        }
    }

    @Test func whatIsSentTwiceIsDoneOnce() async throws {
        try await withOffices { offices, asker in
            for (name, form) in OfficeForm.all.sorted(by: { $0.key < $1.key }) {
                let sent = try await OfficeFormCase(name, form, offices, asker)
                let session = try await sent.session()
                let first = try await sent.send(session)
                #expect(form.once.contains(first.status), "\(name): \(first.status) \(first.text)")
                let done = try await offices.rowCounts()
                let second = try await sent.send(session)
                #expect(second.status == form.again, "\(name), again")
                #expect(try await offices.rowCounts() == done, "\(name), again")
            }
        }
    }

    /// Each form gets every strange text, each of its fields some of them: over all forms, each text stands in many fields.
    @Test func strangeFieldsAreNoFault() async throws {
        try await withOffices { offices, asker in
            var turn = 0
            for (name, form) in OfficeForm.all.sorted(by: { $0.key < $1.key }) {
                let sent = try await OfficeFormCase(name, form, offices, asker)
                var forms = Self.strange.map { sent.form.with($0, $0) }
                for field in sent.form.fields {
                    for _ in 0..<4 {
                        forms.append(sent.form.replacing(field.name, by: Self.strange[turn % Self.strange.count]))
                        turn += 1
                    }
                    forms.append(sent.form.with(field.name, "another"))
                    forms.append(sent.form.without(field.name))
                }
                if let field = sent.form.fields.randomElement() {
                    forms.append(sent.form.replacing(field.name, by: String(repeating: "é", count: 1 << 19)))
                }
                var session = try await sent.session()
                for body in forms {
                    let answer = try await sent.send(body, session)
                    let described = body.fields.map { "\($0.name)=\($0.value)".prefix(60) }.joined(separator: "&")
                    #expect(answer.status < 500, "\(name) with \(described.prefix(400))")
                    #expect(!answer.text.contains("<script>alert"), "\(name) with \(described.prefix(400))")
                    if try await offices.sessions.session(session.secret) == nil { session = try await sent.session() }
                }
            }
        }
    }

    @Test func whatIsNoFormIsNoFault() async throws {
        try await withOffices { offices, asker in
            let kinds = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"]
            var turn = 0
            for (name, form) in OfficeForm.all.sorted(by: { $0.key < $1.key }) {
                let sent = try await OfficeFormCase(name, form, offices, asker)
                var session = try await sent.session()
                for body in Self.bodies {
                    turn += 1
                    let answer = try await asker.ask(
                        sent.route, as: session.secret,
                        [.contentType: kinds[turn % kinds.count], Self.formToken: session.token], body: body)
                    #expect(answer.status < 500, "\(name) with \(String(decoding: body.prefix(60), as: UTF8.self))")
                    if try await offices.sessions.session(session.secret) == nil { session = try await sent.session() }
                }
            }
        }
    }

    /// The same for those who are not signed in.
    @Test func formsForStrangersWithstandTheSame() async throws {
        try await withOffices { offices, asker in
            let account = try await offices.account([.writer])
            let invitation = try await offices.invitations.invite(
                email: "nina@site.example", name: "Nina", roles: [.writer], by: "Petra")
            let names = ["email", "password", "code", "next", "kept", "name"]
            let form = FormBody(fields: names.map { .init(name: $0, value: $0 == "email" ? account.email : "x") })
            for name in OfficeForm.open.sorted() {
                let route = name.replacing(":secret", with: invitation.text)
                var forms = Self.strange.map { form.with($0, $0) }
                for field in names {
                    forms += Self.strange.map { form.replacing(field, by: $0) }
                    forms.append(form.replacing(field, by: String(repeating: "é", count: 1 << 19)))
                }
                for body in forms {
                    let waiting = try await offices.sessions.begin(for: account.id, stage: .secondFactor)
                    let answer = try await asker.send(route, as: waiting, body)
                    #expect(answer.status < 500, "\(name) with \(body.fields.last?.name.prefix(40) ?? "")")
                    #expect(!(answer.headers[.location] ?? "").contains("//"), "\(name) leads elsewhere")
                    offices.clock.advance(by: .seconds(200))
                }
                for body in Self.bodies {
                    let answer = try await asker.ask(
                        route, as: nil, [.contentType: "application/x-www-form-urlencoded"], body: body)
                    #expect(answer.status < 500, "\(name) with \(String(decoding: body.prefix(60), as: UTF8.self))")
                }
                let foreign = try await asker.send(route, as: nil, form, [Self.fetchSite: "cross-site"])
                #expect(foreign.status == 403, "\(name) from another site")
            }
        }
    }

    private static let fetchSite = name("Sec-Fetch-Site")
    private static let formToken = name("X-Form-Token")

    private static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no name of a field.") }
        return name
    }
}
