import COpenSSL
import Foundation
import Testing

@testable import Bounces

@Suite struct SNSEnvelopeTests {
    /// A key with a certificate of its own, as Amazon’s would be.
    private final class Signer {
        let key: OpaquePointer
        let certificate: [UInt8]

        init(validFrom start: Int = -3600, to end: Int = 3600) throws {
            key = try #require(masthead_make_rsa(2048))
            let certificate = try #require(X509_new())
            defer { X509_free(certificate) }
            X509_gmtime_adj(X509_getm_notBefore(certificate), start)
            X509_gmtime_adj(X509_getm_notAfter(certificate), end)
            X509_set_pubkey(certificate, key)
            try #require(X509_sign(certificate, key, EVP_sha256()) > 0)
            let bio = try #require(BIO_new(BIO_s_mem()))
            defer { BIO_free(bio) }
            try #require(PEM_write_bio_X509(bio, certificate) == 1)
            var data: UnsafePointer<CChar>?
            let length = masthead_bio_data(bio, &data)
            self.certificate = Array(UnsafeRawBufferPointer(start: try #require(data), count: length))
        }

        deinit { EVP_PKEY_free(key) }

        func signature(of text: String, sha256: Bool) throws -> String {
            let context = try #require(EVP_MD_CTX_new())
            defer { EVP_MD_CTX_free(context) }
            let bytes = Array(text.utf8)
            try #require(EVP_DigestSignInit(context, nil, sha256 ? EVP_sha256() : EVP_sha1(), nil, key) == 1)
            var length = Int(EVP_PKEY_get_size(key))
            var signature = [UInt8](repeating: 0, count: length)
            try #require(EVP_DigestSign(context, &signature, &length, bytes, bytes.count) == 1)
            return Data(signature.prefix(length)).base64EncodedString()
        }
    }

    private let address = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem"

    private func envelope(
        _ signer: Signer, version: String, signed: String? = nil, message: String = "{}", subject: String? = nil
    ) throws -> [UInt8] {
        let text =
            signed
            ?? "Message\n\(message)\nMessageId\n1\n\(subject.map { "Subject\n\($0)\n" } ?? "")Timestamp\n2026-11-26T06:00:00Z\nTopicArn\narn:aws:sns:x\nType\nNotification\n"
        var fields = [
            "Type": "Notification", "MessageId": "1", "TopicArn": "arn:aws:sns:x", "Message": message,
            "Timestamp": "2026-11-26T06:00:00Z", "SignatureVersion": version,
            "Signature": try signer.signature(of: text, sha256: version == "2"), "SigningCertURL": address,
        ]
        fields["Subject"] = subject
        return Array(try JSONEncoder().encode(fields))
    }

    @Test(arguments: ["1", "2"]) func whatAmazonSignedIsKnown(version: String) throws {
        let signer = try Signer()
        for subject in [nil, "Amazon SES"] {
            let read = try SNSEnvelope.read(try envelope(signer, version: version, subject: subject))
            let envelope = try #require(read)
            #expect(envelope.certificateAddress == address && envelope.topic == "arn:aws:sns:x")
            #expect(envelope.isSigned(with: signer.certificate))
        }
    }

    @Test func whatAnybodyElseSignedOrChangedIsNot() throws {
        let signer = try Signer()
        let other = try Signer()
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
            let signer = try Signer(validFrom: start, to: end)
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
