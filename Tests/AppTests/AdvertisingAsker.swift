import Commerce
import CommerceWeb
import Editorial
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import RouterTestSupport
import Secrets
import Staff
import TestSupport

@testable import App

/// Somebody of the business side with a site, and a flight to make creatives for.
struct AdvertisingAsker {
    typealias Answer = RouterAsker.Answer

    let offices: OfficeSite
    let booking: OfficeSite.Booking
    private let session: (secret: Secret, token: String)
    private let router: RouterAsker

    static func with(_ body: (AdvertisingAsker) async throws -> Void) async throws {
        try await OfficeSite.with { offices in
            let site = offices.site
            let metrics = PrometheusMetrics()
            let router = SiteRouter(
                site, databases: offices.stores.all, metrics: metrics,
                observer: RequestRecorder(metrics: metrics, log: nil)
            ).router.buildResponder()
            try await body(
                AdvertisingAsker(
                    offices: offices, booking: offices.booking(),
                    session: offices.session(of: offices.account([.business]).id), router: RouterAsker(router)))
        }
    }

    func get(_ path: String, isSignedIn: Bool = true) async throws -> Answer {
        try await ask(path, [:], method: .get, body: [], isSignedIn: isSignedIn)
    }

    /// Sends a form without files.
    func send(_ path: String, _ fields: [(String, String)]) async throws -> Answer {
        let form = FormBody(fields: (fields + [("token", session.token)]).map { .init(name: $0.0, value: $0.1) })
        return try await ask(
            path, [.contentType: "application/x-www-form-urlencoded"], method: .post, body: Array(form.encoded.utf8))
    }

    /// Sends a form as a browser does that may hold files.
    func upload(_ path: String, _ fields: [(String, [UInt8])], file: [UInt8]?) async throws -> Answer {
        var body: [UInt8] = []
        for (name, value) in fields + [("token", Array(session.token.utf8))] {
            body += Array("--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n".utf8) + value
            body += Array("\r\n".utf8)
        }
        if let file {
            let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"lamp.png\"\r\n\r\n"
            body += Array(head.utf8) + file + Array("\r\n".utf8)
        }
        return try await ask(
            path, [.contentType: "multipart/form-data; boundary=b"], method: .post, body: body + Array("--b--\r\n".utf8)
        )
    }

    /// As ``upload(_:_:file:)``, for texts.
    func upload(_ path: String, _ fields: [String: String], file: [UInt8]? = nil) async throws -> Answer {
        try await upload(path, fields.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) }, file: file)
    }

    private func ask(
        _ path: String, _ headers: HTTPFields, method: HTTPRequest.Method, body: [UInt8], isSignedIn: Bool = true
    ) async throws -> Answer {
        var headers = headers
        headers[.accept] = "text/html"
        if isSignedIn { headers[.cookie] = "__Host-masthead=\(session.secret.text)" }
        return try await router.ask(method, path, headers, body: body)
    }
}
