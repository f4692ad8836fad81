import Foundation
package import Kernel

/// What Amazon SNS posts around a notice, with its signature.
package struct SNSEnvelope: Sendable, Hashable {
    /// Where the certificate lies that the signature was made with: always one of Amazon’s own addresses.
    package let certificateAddress: String
    package let topic: String
    /// When it was told, or asked.
    package let made: Timestamp
    private let signed: [UInt8]
    private let signature: [UInt8]
    private let isOfSHA256: Bool

    private struct Body: Decodable {
        let kind: String
        let message: String
        let identifier: String
        let subject: String?
        let timestamp: String
        let topic: String
        let token: String?
        let subscribeURL: String?
        let version: String
        let signature: String
        let certificate: String

        enum CodingKeys: String, CodingKey {
            case kind = "Type"
            case message = "Message"
            case identifier = "MessageId"
            case subject = "Subject"
            case timestamp = "Timestamp"
            case topic = "TopicArn"
            case token = "Token"
            case subscribeURL = "SubscribeURL"
            case version = "SignatureVersion"
            case signature = "Signature"
            case certificate = "SigningCertURL"
        }
    }

    /// - Returns: `nil` for what has no signature of SNS on it, such as a bare notice.
    /// - Throws: ``WebhookFault/forged`` for one whose certificate lies elsewhere than with Amazon, or whose signature or moment is none.
    package static func read(_ bytes: [UInt8]) throws(WebhookFault) -> SNSEnvelope? {
        guard let body = try? JSONDecoder().decode(Body.self, from: Data(bytes)) else { return nil }
        return try SNSEnvelope(body)
    }

    private init(_ body: Body) throws(WebhookFault) {
        guard Self.isOfAmazon(body.certificate), body.certificate.hasSuffix(".pem"), ["1", "2"].contains(body.version),
            let signature = Data(base64Encoded: body.signature), let made = Timestamp(rfc3339: body.timestamp)
        else { throw .forged }
        certificateAddress = body.certificate
        topic = body.topic
        self.made = made
        self.signature = Array(signature)
        isOfSHA256 = body.version == "2"
        let isNotice = body.kind == "Notification"
        let fields: [(String, String?)] = [
            ("Message", body.message), ("MessageId", body.identifier), ("Subject", isNotice ? body.subject : nil),
            ("SubscribeURL", isNotice ? nil : body.subscribeURL), ("Timestamp", body.timestamp),
            ("Token", isNotice ? nil : body.token), ("TopicArn", body.topic), ("Type", body.kind),
        ]
        signed = Array(fields.map { name, value in value.map { "\(name)\n\($0)\n" } ?? "" }.joined().utf8)
    }

    /// Whether the owner of a certificate signed it.
    ///
    /// - Parameter certificate: In PEM, as ``certificateAddress`` has it.
    package func isSigned(with certificate: [UInt8]) -> Bool {
        CertificateSignature.isValid(signature, of: signed, certificate: certificate, isOfSHA256: isOfSHA256)
    }

    /// Whether an address is one of SNS itself: HTTPS, on the usual port, on a host `sns.REGION.amazonaws.com`.
    static func isOfAmazon(_ address: String) -> Bool {
        let start = "https://sns."
        guard address.hasPrefix(start), address.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }) else {
            return false
        }
        let host = address.dropFirst(start.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let end = [".amazonaws.com", ".amazonaws.com.cn"].first(where: { host.hasSuffix($0) }) else {
            return false
        }
        let region = host.dropLast(end.count)
        return !region.isEmpty
            && region.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D }
    }
}
