import Commerce
import CommerceWeb
import Editorial
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import Pictures
import RouterTestSupport
import Secrets
import Staff
import TestSupport
import Testing

@testable import App

/// Images through the gate of the offices and out to readers.
@Suite struct MediaTests {
    private struct Asker {
        let site: Site
        let secret: Secret?
        let router: RouterAsker

        func ask(
            _ path: String, _ headers: HTTPFields = [:], method: HTTPRequest.Method = .get, body: [UInt8] = []
        ) async throws -> RouterAsker.Answer {
            var headers = headers
            if let secret { headers[.cookie] = "__Host-masthead=\(secret.text)" }
            return try await router.ask(method, path, headers, body: body)
        }

        /// Sends files as a form does, or as a script that wants JSON.
        func upload(
            _ files: [(name: String, bytes: [UInt8])], token: String, wantsJSON: Bool = true
        ) async throws -> RouterAsker.Answer {
            var body = Array("--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n\(token)\r\n".utf8)
            for file in files {
                let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(file.name)\"\r\n\r\n"
                body += Array(head.utf8) + file.bytes + Array("\r\n".utf8)
            }
            let accept = wantsJSON ? "application/json" : "text/html"
            return try await ask(
                "/desk/media", [.accept: accept, .contentType: "multipart/form-data; boundary=b"], method: .post,
                body: body + Array("--b--\r\n".utf8))
        }
    }

    private static let gif: [UInt8] =
        Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF]
        + [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0, 0x3B]
    private static let drawing = Array("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>x</script></svg>".utf8)

    private func withDesk(
        role: Role? = .writer, _ body: (Asker, _ token: String) async throws -> Void
    ) async throws {
        try await OfficeSite.with { offices in
            var session: (secret: Secret, token: String)?
            if let role { session = try await offices.session(of: offices.account([role]).id) }
            let site = offices.site
            let metrics = PrometheusMetrics()
            let router = SiteRouter(
                site, databases: offices.stores.all, metrics: metrics,
                observer: RequestRecorder(metrics: metrics, log: nil)
            ).router.buildResponder()
            try await body(
                Asker(site: site, secret: session?.secret, router: RouterAsker(router)),
                session?.token ?? "none")
        }
    }

    @Test func anUploadIsServedToReaders() async throws {
        try await withDesk { asker, token in
            let answer = try await asker.upload([("A dot.gif", Self.gif)], token: token)
            #expect(answer.status == 200)
            #expect(answer.text.contains("\"markdown\":\"![](/media/a-dot)\""), "\(answer.text)")
            let found = try await asker.ask("/desk/media/search?text=dot")
            #expect(found.text.hasPrefix("{\"items\":[{\"slug\":\"a-dot\",\"label\":\"a-dot\""), "\(found.text)")
            #expect(try await asker.ask("/desk/media", [.accept: "application/json"]).bytes == found.bytes)
            #expect(try await asker.ask("/desk/media/search?text=other").text == "{\"items\":[]}")

            let image = try #require(try await asker.site.media.image(Slug("a-dot")))
            for variant in image.variants {
                #expect(variant.path == Route.media(variant.name.description).path)
                let file = try await asker.ask(variant.path)
                guard let mediaType = variant.name.format.mediaType else {
                    #expect(file.status == 404)
                    continue
                }
                #expect(file.status == 200)
                #expect(file.bytes.count == variant.length)
                #expect(file.headers[.contentType] == mediaType)
                #expect(file.headers[.cacheControl] == "public, max-age=31536000, immutable")
                #expect(file.headers[.xContentTypeOptions] == "nosniff")
                let tag = try #require(file.headers[.eTag])
                let again = try await asker.ask(variant.path, [.ifNoneMatch: tag])
                #expect(again.status == 304 && again.bytes.isEmpty)
            }
        }
    }

    @Test(arguments: [
        "/media/x", "/media/..", "/media/../masthead.yaml", "/media/%2e%2e/masthead.yaml",
        "/media/..%2fmasthead.yaml", "/media/0123456789abcdef0123456789abcdef.avif", "/media/%00.avif",
        "/media/0123456789abcdef0123456789abcdef.master", "/media/00/0123456789abcdef0123456789abcdef.avif",
    ])
    func nothingElseIsServed(path: String) async throws {
        try await withDesk(role: nil) { asker, _ in
            let answer = try await asker.ask(path)
            #expect([400, 404].contains(answer.status), "\(answer.status)")
        }
    }

    @Test func whatIsWrongIsToldFileByFile() async throws {
        try await withDesk { asker, token in
            let drawing = try await asker.upload([("drawing.png", Self.drawing)], token: token)
            #expect(drawing.status == 422)
            #expect(drawing.text.contains("SVG"))
            let mixed = try await asker.upload(
                [("dot.gif", Self.gif), ("drawing.svg", Self.drawing), ("both.gif", Self.gif + [1])], token: token,
                wantsJSON: false)
            #expect(mixed.status == 422)
            for words in ["drawing.svg", "both.gif", "follows the end", "The others are here", "/desk/media/dot"] {
                #expect(mixed.text.contains(words), "\(words)")
            }
            #expect(try await asker.site.media.page().total == 1)
            let none = try await asker.upload([], token: token, wantsJSON: false)
            #expect(none.status == 422 && none.text.contains("No image was chosen"))
            let one = try await asker.upload([("dot-2.gif", Self.gif)], token: token, wantsJSON: false)
            #expect(one.status == 303 && one.headers[.location] == "/desk/media/dot")
        }
    }

    @Test func filesOfStrangersAreNotTaken() async throws {
        for role in [nil, Role.business, .writer] {
            try await withDesk(role: role) { asker, _ in
                let answer = try await asker.upload([("dot.gif", Self.gif)], token: "guessed")
                #expect([401, 403].contains(answer.status))
                #expect(try await asker.site.media.page().total == 0)
            }
        }
        try await withDesk { asker, token in
            let broken = try await asker.ask(
                "/desk/media", [.accept: "application/json", .contentType: "multipart/form-data"], method: .post,
                body: Array("token=\(token)".utf8))
            #expect(broken.status == 403)
        }
    }
}
