import Crypto
package import Kernel

/// Signs messages for a domain (RFC 6376), relaxed in header and body.
package struct DKIMSigner: Sendable {
    package let domain: String
    package let selector: String
    package let key: DKIMKey

    /// `nil` where domain or selector aren’t names of DNS.
    package init?(domain: String, selector: String, key: DKIMKey) {
        guard EmailAddress("a@\(domain)") != nil, EmailAddress("a@\(selector)") != nil else { return nil }
        self.domain = domain.lowercased()
        self.selector = selector.lowercased()
        self.key = key
    }

    /// What mail servers look up.
    package var record: DKIMRecord { DKIMRecord(selector: selector, domain: domain, key: key) }

    /// The signature’s field for a whole message that has none yet.
    ///
    /// - Parameter message: Lines that end in CR LF, with a header of at most 998 letters a line.
    package func field(signing message: [UInt8], date: Timestamp) -> [UInt8] {
        let (fields, body) = RelaxedHeader.fields(of: message)
        let hash = Array(SHA256.hash(data: RelaxedBody.whole(body)))
        return prepared(date: date).field(signing: fields, bodyHash: hash)
    }

    func prepared(date: Timestamp) -> Prepared {
        Prepared(
            key: key,
            tags: [
                "v=1;", "a=\(key.algorithm.tag);", "c=relaxed/relaxed;", "d=\(domain);", "s=\(selector);",
                "t=\(date.milliseconds / 1000);",
            ])
    }

    /// A signer with all that is the same in each of its signatures.
    struct Prepared: Sendable {
        let key: DKIMKey
        let tags: [String]

        /// Signed once more than they are there, so that none can be added.
        private static let guarded = ["from", "to", "subject", "date", "reply-to"]

        func field(signing fields: [HeaderField], bodyHash: [UInt8]) -> [UInt8] {
            let names = fields.map(\.key) + Self.guarded
            var tokens = tags
            for (number, name) in names.enumerated() {
                tokens.append((number == 0 ? "h=" : "") + name + (number == names.count - 1 ? ";" : ":"))
            }
            tokens.append("bh=\(String(decoding: Base64.encode(bodyHash), as: UTF8.self));")
            tokens.append("b=")
            var hash = SHA256()
            for field in fields { hash.update(data: field.canonical) }
            let unsigned = HeaderField("DKIM-Signature", tokens)
            hash.update(data: unsigned.canonical.dropLast(2))
            let signature = Base64.encode(key.signature(of: Array(hash.finalize())))
            var bytes = unsigned.bytes
            bytes.removeLast(2)
            for start in stride(from: 0, to: signature.count, by: 72) {
                bytes.append(contentsOf: [0x0D, 0x0A, 0x20])
                bytes.append(contentsOf: signature[start..<min(start + 72, signature.count)])
            }
            bytes.append(contentsOf: [0x0D, 0x0A])
            return bytes
        }
    }
}
