import Database
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import RouterTestSupport
import Staff
import Testing

@testable import App

/// What stands where a page of the offices can’t be made.
@Suite struct OfficeProblemTests {
    /// What nobody may read who looks at a page.
    private struct Leak: Error, CustomStringConvertible {
        let description = "SELECT hash FROM account at /srv/quarto/staff.sqlite"
    }

    private static let isOffice = "office.css"
    private static let isReader = "broadsheet.css"

    /// A failing page at an address, asked for without anybody being signed in.
    private func failure(
        at path: String, _ method: HTTPRequest.Method = .get, accept: String = "text/html"
    ) async throws -> RouterAsker.Answer {
        var answer: RouterAsker.Answer?
        try await OfficeSite.with { office in
            office.router.on(RouterPath(path), method: method) { _, _ -> Response in throw Leak() }
            let router = RouterAsker(office.router.buildResponder())
            answer = try await router.ask(method, path, [.accept: accept])
        }
        return try #require(answer)
    }

    @Test(arguments: [
        ("/desk/fails", "href=\"/desk\">Back to: Desk</a>"),
        ("/business/fails", "href=\"/business\">Back to: Business</a>"),
        ("/moderation/fails", "href=\"/moderation\">Back to: Moderation</a>"),
        ("/publisher/fails", "href=\"/publisher\">Back to: Publisher</a>"),
        ("/account/fails", "href=\"/account\">Back to: Account</a>"),
        ("/sign-in/fails", "href=\"/sign-in\">Back to: Sign in</a>"),
        ("/sign-out/fails", "href=\"/sign-in\">Back to: Sign in</a>"),
        ("/invitation/s3cret/fails", "href=\"/sign-in\">Back to: Sign in</a>"),
        ("/advertiser/fails", "href=\"/advertiser\">Back to: Your campaigns</a>"),
    ])
    func anOfficesFaultStandsInItsFrameWithAWayBack(path: String, way: String) async throws {
        let answer = try await failure(at: path)
        #expect(answer.status == 500)
        #expect(answer.text.contains("Something went wrong on our side") && answer.text.contains("Error 500"))
        #expect(answer.text.contains("tell whoever runs the site this number: 0123456789abcdef"))
        #expect(answer.text.contains(Self.isOffice) && !answer.text.contains(Self.isReader))
        #expect(answer.text.contains(way))
        #expect(!answer.text.contains("search the site") && !answer.text.contains("What you sent"))
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(try answer.headers[#require(HTTPField.Name("X-Robots-Tag"))] == "noindex")
    }

    @Test(arguments: ["/desks", "/fails", "/sign-outlandish", "/invitations", "/advertisers-and-we"])
    func aReadersFaultStandsInTheirs(path: String) async throws {
        let answer = try await failure(at: path)
        #expect(answer.status == 500)
        #expect(answer.text.contains(Self.isReader) && !answer.text.contains(Self.isOffice))
        #expect(answer.text.contains("search the site"))
    }

    @Test(arguments: ["/desk/fails", "/fails"], ["text/html", "application/json"])
    func noFaultTellsWhatWentWrong(path: String, accept: String) async throws {
        let answer = try await failure(at: path, accept: accept)
        #expect(answer.status == 500)
        #expect(
            answer.headers[.contentType]?.hasPrefix(accept == "text/html" ? accept : "application/problem+json") == true
        )
        for word in ["SELECT", "hash", "staff.sqlite", "/srv", "Leak"] {
            #expect(!answer.text.contains(word), "\(word)")
        }
    }

    @Test func whoSentSomethingIsToldThatItMayBeSaved() async throws {
        let answer = try await failure(at: "/desk/fails", .post)
        #expect(answer.status == 500)
        #expect(answer.text.contains("What you sent may be saved or not: look before you send it again."))
        #expect(answer.text.contains("Back to: Desk"))
    }

    @Test func whatIsNowhereInTheOfficesStandsInTheirFrame() async throws {
        try await OfficeSite.with { office in
            let router = RouterAsker(office.router.buildResponder())
            let answer = try await router.ask(.get, "/desk/nothing/%3Cb%3E", [.accept: "text/html"])
            #expect(answer.status == 404)
            #expect(answer.text.contains("There is no page at this address") && answer.text.contains(Self.isOffice))
            #expect(answer.text.contains("Back to: Desk") && !answer.text.contains("%3Cb"))
        }
    }

    @Test func theFrameNeedsNoDatabase() async throws {
        try await OfficeSite.with { office in
            let edda = try await office.session(of: office.account([.editor]).id)
            let asker = OfficeAsker(responder: office.router.buildResponder())
            #expect(try await asker.answer("/desk", as: edda).status == 200)
            try await office.stores.staff.write { connection in
                _ = try connection.execute("ALTER TABLE session RENAME TO session_that_is_gone")
            }
            let answer = try await asker.answer("/desk", as: edda)
            #expect(answer.status >= 500)
            #expect(answer.body.contains(Self.isOffice) && !answer.body.contains(Self.isReader))
            #expect(answer.body.contains("href=\"/desk\">Load it again</a>"))
            for word in ["no such table", "session", "SELECT"] { #expect(!answer.body.contains(word), "\(word)") }
        }
    }
}
