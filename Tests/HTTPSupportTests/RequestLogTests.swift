import Testing

@testable import HTTPSupport

@Suite struct RequestLogTests {
    @Test(arguments: [
        ("/hooks/mail/postmark/a-secret", "/hooks/mail/…"), ("/newsletter/leave/token", "/newsletter/leave/…"),
        ("/newsletter/confirm/token?a=b", "/newsletter/confirm/…"), ("/invitation/token", "/invitation/…"),
        ("/advertiser/sign-in/token", "/advertiser/sign-in/…"),
        ("/newsletter/read/2026-11-26/moon", "/newsletter/read/2026-11-26/moon"),
        ("/moon?q=hooks", "/moon?q=hooks"), ("/", "/"), ("", ""),
    ])
    func whatLetsSomebodyInStandsInNoLine(path: String, written: String) {
        #expect(RequestLog.withoutSecret(path) == written)
    }
}
