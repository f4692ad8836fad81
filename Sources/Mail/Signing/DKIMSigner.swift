import Crypto
package import Kernel
import Synchronization

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

    /// - Parameter shared: The fields with which each message begins.
    func prepared(date: Timestamp, shared: [HeaderField] = []) -> Prepared {
        Prepared(
            key: key,
            tags: [
                "v=1;", "a=\(key.algorithm.tag);", "c=relaxed/relaxed;", "d=\(domain);", "s=\(selector);",
                "t=\(date.milliseconds / 1000);",
            ], shared: shared)
    }

    /// A signer with all that is the same in each of its signatures.
    final class Prepared: Sendable {
        /// The signature’s field up to its hashes, for messages with the same fields; without the line’s end.
        private struct Form {
            let names: [String]
            let bytes: [UInt8]
            let canonical: [UInt8]
        }

        private let key: DKIMKey
        private let tags: [String]
        private let sharedNames: [String]
        private let sharedHash: SHA256
        private let forms = Mutex<[Form]>([])

        /// Signed once more than they are there, so that none can be added.
        private static let guarded = ["from", "to", "subject", "date", "reply-to"]
        /// Messages of one mailing differ in few fields.
        private static let mostForms = 8

        fileprivate init(key: DKIMKey, tags: [String], shared: [HeaderField]) {
            self.key = key
            self.tags = tags
            sharedNames = shared.map(\.key)
            var hash = SHA256()
            for field in shared { hash.update(data: field.canonical) }
            sharedHash = hash
        }

        /// - Parameter fields: Those after the shared ones.
        func field(signing fields: [HeaderField], bodyHash: [UInt8]) -> [UInt8] {
            let form = form(of: fields.map(\.key))
            var hash = sharedHash
            for field in fields { hash.update(data: field.canonical) }
            let hashes = Array("bh=".utf8) + Base64.encode(bodyHash) + Array("; b=".utf8)
            hash.update(data: form.canonical)
            hash.update(data: [0x20] + hashes)
            let signature = Base64.encode(key.signature(of: Array(hash.finalize())))
            var bytes = form.bytes
            bytes.reserveCapacity(bytes.count + hashes.count + signature.count + 40)
            bytes.append(contentsOf: [0x0D, 0x0A, 0x20])
            bytes.append(contentsOf: hashes)
            for start in stride(from: 0, to: signature.count, by: 72) {
                bytes.append(contentsOf: [0x0D, 0x0A, 0x20])
                bytes.append(contentsOf: signature[start..<min(start + 72, signature.count)])
            }
            bytes.append(contentsOf: [0x0D, 0x0A])
            return bytes
        }

        private func form(of names: [String]) -> Form {
            if let known = forms.withLock({ $0.first { $0.names == names } }) { return known }
            let all = sharedNames + names + Self.guarded
            var tokens = tags
            for (number, name) in all.enumerated() {
                tokens.append((number == 0 ? "h=" : "") + name + (number == all.count - 1 ? ";" : ":"))
            }
            let field = HeaderField("DKIM-Signature", tokens)
            let form = Form(names: names, bytes: field.bytes.dropLast(2), canonical: field.canonical.dropLast(2))
            forms.withLock { if $0.count < Self.mostForms { $0.append(form) } }
            return form
        }
    }
}
