import Foundation
import TestSupport
import Testing

@testable import Bounces

@Suite struct SNSEnvelopeTests {
    private let address = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem"

    private func envelope(
        _ signer: SNSSigner, version: String, signed: String? = nil, message: String = "{}", subject: String? = nil
    ) throws -> [UInt8] {
        let text =
            signed
            ?? "Message\n\(message)\nMessageId\n1\n\(subject.map { "Subject\n\($0)\n" } ?? "")Timestamp\n2026-11-26T06:00:00Z\nTopicArn\narn:aws:sns:x\nType\nNotification\n"
        var fields = [
            "Type": "Notification", "MessageId": "1", "TopicArn": "arn:aws:sns:x", "Message": message,
            "Timestamp": "2026-11-26T06:00:00Z", "SignatureVersion": version,
            "Signature": Data(try signer.signature(of: text, sha256: version == "2")).base64EncodedString(),
            "SigningCertURL": address,
        ]
        fields["Subject"] = subject
        return Array(try JSONEncoder().encode(fields))
    }

    @Test(arguments: ["1", "2"]) func whatAmazonSignedIsKnown(version: String) throws {
        let signer = try SNSSigner()
        for subject in [nil, "Amazon SES"] {
            let read = try SNSEnvelope.read(try envelope(signer, version: version, subject: subject))
            let envelope = try #require(read)
            #expect(envelope.certificateAddress == address && envelope.topic == "arn:aws:sns:x")
            #expect(envelope.isSigned(with: signer.certificate))
        }
    }

    @Test func whatAnybodyElseSignedOrChangedIsNot() throws {
        let signer = try SNSSigner()
        let other = try SNSSigner()
        let good = try #require(try SNSEnvelope.read(try envelope(signer, version: "2")))
        #expect(!good.isSigned(with: other.certificate))
        for certificate in [[], Array("-----BEGIN CERTIFICATE-----".utf8), Array(signer.certificate.dropLast(40))] {
            #expect(!good.isSigned(with: certificate))
        }
        let changed = try envelope(signer, version: "2", signed: "Message\n{}\nMessageId\n2\n")
        #expect(try SNSEnvelope.read(changed)?.isSigned(with: signer.certificate) == false)
        // Said to be of another hash than it is.
        let text = String(decoding: try envelope(signer, version: "1"), as: UTF8.self)
        let swapped = text.replacing(#""SignatureVersion":"1""#, with: #""SignatureVersion":"2""#)
        #expect(swapped != text)
        #expect(try SNSEnvelope.read(Array(swapped.utf8))?.isSigned(with: signer.certificate) == false)
    }

    @Test func aCertificateHasItsTime() throws {
        for (start, end) in [(-7200, -3600), (3600, 7200)] {
            let signer = try SNSSigner(validFrom: start, to: end)
            let envelope = try #require(try SNSEnvelope.read(try envelope(signer, version: "2")))
            #expect(!envelope.isSigned(with: signer.certificate))
        }
    }

    @Test func aBareNoticeHasNoEnvelope() throws {
        for bare in ["", "{}", #"{"notificationType": "Bounce"}"#, "[1]"] {
            #expect(try SNSEnvelope.read(Array(bare.utf8)) == nil)
        }
    }
}
