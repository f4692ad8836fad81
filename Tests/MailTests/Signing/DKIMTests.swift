import Crypto
import Foundation
import Kernel
import SystemPackage
import TestSupport
import Testing

@testable import Mail

@Suite struct DKIMTests {
    /// The message of RFC 8463, appendix A.3.
    private let example = Array(
        """
        From: Joe SixPack <joe@football.example.com>
        To: Suzie Q <suzie@shopping.example.net>
        Subject: Is dinner ready?
        Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
        Message-ID: <20030712040037.46341.5F8J@football.example.com>

        Hi.

        We lost the game.  Are you hungry yet?

        Joe.

        """.replacing("\n", with: "\r\n").utf8)

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private func exampleKey() throws -> DKIMKey {
        let seed = Base64.decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=".utf8)
        let frame: [UInt8] = [0x30, 0x2E, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 4, 0x22, 4, 0x20]
        let pem = "-----BEGIN PRIVATE KEY-----\n\(text(Base64.encode(frame + seed)))\n-----END PRIVATE KEY-----\n"
        return try DKIMKey(pem: Array(pem.utf8))
    }

    @Test func theKeyOfTheStandardIsReadAndItsRecordIsThatOfTheStandard() throws {
        let key = try exampleKey()
        #expect(key.algorithm == .ed25519)
        let signer = try #require(DKIMSigner(domain: "football.example.com", selector: "brisbane", key: key))
        #expect(signer.record.name == "brisbane._domainkey.football.example.com")
        #expect(signer.record.value == "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
    }

    @Test func theSignatureOfTheStandardIsMadeOfItsMessage() throws {
        let (fields, body) = RelaxedHeader.fields(of: example)
        let bodyHash = text(Base64.encode(Array(SHA256.hash(data: RelaxedBody.whole(body)))))
        #expect(bodyHash == "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=")
        var hash = SHA256()
        for name in ["from", "to", "subject", "date", "message-id"] {
            hash.update(data: try #require(fields.first { $0.key == name }).canonical)
        }
        hash.update(
            data: Array(
                """
                dkim-signature:v=1; a=ed25519-sha256; c=relaxed/relaxed; d=football.example.com; i=@football.example.com; \
                q=dns/txt; s=brisbane; t=1528637909; h=from : to : subject : date : message-id : from : subject : date; \
                bh=\(bodyHash); b=
                """.utf8))
        let signature = try exampleKey().signature(of: Array(hash.finalize()))
        #expect(
            text(Base64.encode(signature))
                == "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==")
    }

    @Test func aMailingsSignatureIsThatOfItsFinishedMessage() throws {
        let key = try exampleKey()
        let signer = try #require(DKIMSigner(domain: "quarto.example", selector: "s1", key: key))
        let date = Timestamp(milliseconds: 1_795_478_400_000)
        let sender = Mailbox(try #require(EmailAddress("daily@quarto.example")), name: HeaderText("Quarto"))
        for source in ["{1}", "a  b {1}\t\n\n\n", "x\n\n{1}  y\n", "日本{1}", "", "nothing\n"] {
            let body = MailBody(source, marks: ["{1}"])
            let mailing = Mailing(
                MessageHead(.automatic, from: sender, subject: try #require(HeaderText("Été  x")), date: date),
                text: body, html: body, signers: [signer])
            let message = try mailing.message(
                for: .init(
                    try #require(EmailAddress("a@b.example")), message: MessageID(of: [], host: "quarto.example"),
                    values: ["https://a.example/?a=b&c"]))
            let field = try #require(SentCopy(message)["DKIM-Signature"])
            let end = try #require(message.firstRange(of: Array("\r\nTo:".utf8))).lowerBound + 2
            let (_, text) = RelaxedHeader.fields(of: Array(message[end...]))
            let hash = self.text(Base64.encode(Array(SHA256.hash(data: RelaxedBody.whole(text)))))
            #expect(field.contains("bh=\(hash);"), "\(source)")
            #expect(field.contains("from:"))
            #expect(field.matches(of: #/from:/#).count == 2)
        }
    }

    @Test(arguments: [
        ("", ""), ("\r\n", ""), ("\r\n\r\n", ""), (" \r\n\t\r\n", ""), ("a", "a\r\n"),
        ("a \t b \r\n\r\n \r\n", "a b\r\n"),
        ("\r\n a\r\n\r\nb\r\n", "\r\n a\r\n\r\nb\r\n"),
    ])
    func relaxedBodies(given: String, relaxed: String) {
        #expect(text(RelaxedBody.whole(given.utf8)) == relaxed)
    }

    @Test(arguments: DKIMKey.Algorithm.allCases)
    func aKeyIsReadAsItWasWritten(algorithm: DKIMKey.Algorithm) throws {
        let key = try DKIMKey(making: algorithm)
        let again = try DKIMKey(pem: key.pem)
        #expect(text(key.pem).hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        #expect(again.algorithm == algorithm)
        #expect(again.publicKey == key.publicKey)
        let digest = Array(SHA256.hash(data: [1, 2, 3]))
        #expect(again.signature(of: digest) == key.signature(of: digest))
    }

    @Test func aKeysFileIsItsOwnersAlone() throws {
        let folder = try TemporaryFolder("dkim")
        let path = FilePath(folder.path).appending("rsa.pem")
        let key = try DKIMKey(making: .ed25519)
        try key.write(to: path)
        #expect(try DKIMKey(from: path).publicKey == key.publicKey)
        let mode = try FileManager.default.attributesOfItem(atPath: path.string)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(throws: Errno.fileExists) { try key.write(to: path) }
        #expect(throws: Errno.noSuchFileOrDirectory) { try DKIMKey(from: FilePath(folder.path).appending("none.pem")) }
    }

    @Test func aRecordIsSplitForDNS() throws {
        let key = try DKIMKey(making: .rsa)
        let signer = try #require(DKIMSigner(domain: "Quarto.example", selector: "S1", key: key))
        let record = signer.record
        #expect(record.strings.count == 2)
        #expect(record.strings.allSatisfy { $0.utf8.count <= 255 })
        #expect(record.strings.joined() == record.value)
        #expect(record.zoneLine.hasPrefix("s1._domainkey.quarto.example. IN TXT ( \"v=DKIM1; k=rsa; p=MII"))
    }

    @Test(arguments: [
        "", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "\u{0}",
        String(repeating: "x", count: 100_000),
    ])
    func whatIsNoKeyIsNone(pem: String) {
        #expect(throws: DKIMKey.Fault.unreadable) { try DKIMKey(pem: Array(pem.utf8)) }
    }

    @Test(arguments: ["a b", "a;d=evil.example", "", "a\r\nb", "-a.example"])
    func whatIsNoNameOfDNSSignsNothing(name: String) throws {
        let key = try exampleKey()
        #expect(DKIMSigner(domain: name, selector: "s1", key: key) == nil)
        #expect(DKIMSigner(domain: "a.example", selector: name, key: key) == nil)
    }
}
