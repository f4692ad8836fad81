import Crypto
package import Kernel

/// A message to many that is encoded once: a copy costs little more than copying it, one hash and the signatures.
///
/// Always `multipart/alternative`, the plain text first (RFC 2046 §5.1.4). No line has more than 78 letters but for addresses that can’t
/// be folded, and none is anything but ASCII, so that every server takes it.
package struct Mailing: Sendable {
    /// What one recipient’s own copy says.
    package struct Recipient: Sendable, Hashable {
        package let address: EmailAddress
        package let message: MessageID
        /// For each of the bodies’ places.
        package let values: [String]
        package let unsubscribe: ListUnsubscribe?
        /// Where this recipient’s answer goes; `nil` for what the head says.
        package let replies: Mailbox?

        package init(
            _ address: EmailAddress, message: MessageID, values: [String] = [], unsubscribe: ListUnsubscribe? = nil,
            replyTo replies: Mailbox? = nil
        ) {
            self.address = address
            self.message = message
            self.values = values
            self.unsubscribe = unsubscribe
            self.replies = replies
        }
    }

    package enum Fault: Error, Sendable, Hashable {
        /// A place of a body has no value.
        case tooFewValues
    }

    /// No line of either encoding can be the same: in both, what follows an equals sign is a digit or a line’s end.
    private static let boundary = "=_part_"
    /// A value that is longer would be no link.
    package static let longestValue = 4000

    private let shared: [HeaderField]
    private let contentType: HeaderField
    private let sharedBytes: [UInt8]
    private let bodies: [(part: [UInt8], body: EncodedBody)]
    private let signers: [DKIMSigner.Prepared]
    private let places: Int
    /// The hash of all that comes before the first place.
    private let firstHash: SHA256
    private let firstPieces: Int
    private let size: Int

    /// - Parameter signers: Each signs each copy.
    package init(_ head: MessageHead, text: MailBody, html: MailBody, signers: [DKIMSigner] = []) {
        shared = head.fields
        contentType = HeaderField("Content-Type", ["multipart/alternative;", "boundary=\"\(Self.boundary)\""])
        sharedBytes = shared.flatMap(\.bytes) + contentType.bytes
        let plain = EncodedBody(text, isHTML: false)
        let rich = EncodedBody(html, isHTML: true)
        bodies = [
            (Self.part(of: "plain", plain, isFirst: true), plain), (Self.part(of: "html", rich, isFirst: false), rich),
        ]
        places = max(text.places, html.places)
        var hash = SHA256()
        var count = 0
        if case .fixed(_, let canonical)? = plain.pieces.first {
            hash.update(data: bodies[0].part)
            hash.update(data: canonical)
            count = 1
        }
        firstHash = hash
        firstPieces = count
        let fixed = bodies.flatMap(\.body.pieces).reduce(0) { size, piece in
            switch piece {
            case .fixed(let bytes, _): size + bytes.count
            case .place: size + 200
            case .whole: size + 16_000
            }
        }
        size = sharedBytes.count + fixed + 3000
        let date = head.date
        let shared = shared
        self.signers = signers.map { $0.prepared(date: date, shared: shared) }
    }

    /// The whole message, with its signatures first, and lines that end in CR LF.
    package func message(for recipient: Recipient) throws(Fault) -> [UInt8] {
        guard recipient.values.count >= places else { throw .tooFewValues }
        var body: [UInt8] = []
        body.reserveCapacity(size)
        var hash = signers.isEmpty ? SHA256() : firstHash
        var seen = 0
        for (part, encoded) in bodies {
            body.append(contentsOf: part)
            if seen >= max(firstPieces, 1) || firstPieces == 0 { hash.update(data: part) }
            for piece in encoded.pieces {
                seen += 1
                let bytes = encoded.bytes(of: piece, values: recipient.values)
                body.append(contentsOf: bytes)
                if seen <= firstPieces { continue }
                if case .fixed(_, let canonical) = piece {
                    hash.update(data: canonical)
                } else {
                    hash.update(data: bytes)
                }
            }
            if let end = Self.missingLineEnd(after: encoded) {
                body.append(contentsOf: end)
                hash.update(data: end)
            }
        }
        let end = Array("\r\n--\(Self.boundary)--\r\n".utf8)
        body.append(contentsOf: end)
        hash.update(data: end)

        let own = ownFields(of: recipient)
        var message: [UInt8] = []
        message.reserveCapacity(size)
        if !signers.isEmpty {
            let bodyHash = Array(hash.finalize())
            let fields = own + [contentType]
            for signer in signers { message.append(contentsOf: signer.field(signing: fields, bodyHash: bodyHash)) }
        }
        for field in own { message.append(contentsOf: field.bytes) }
        message.append(contentsOf: sharedBytes)
        message.append(contentsOf: [0x0D, 0x0A])
        message.append(contentsOf: body)
        return message
    }

    private func ownFields(of recipient: Recipient) -> [HeaderField] {
        [
            HeaderField("To", recipient.address.text), HeaderField("Message-ID", "<\(recipient.message.text)>"),
        ] + (recipient.replies.map { [$0.field("Reply-To")] } ?? []) + (recipient.unsubscribe?.fields ?? [])
    }

    /// A body that ends in a place ends within a line.
    private static func missingLineEnd(after body: EncodedBody) -> [UInt8]? {
        if case .place? = body.pieces.last { [0x0D, 0x0A] } else { nil }
    }

    private static func part(of type: String, _ body: EncodedBody, isFirst: Bool) -> [UInt8] {
        let lines = [
            "--\(boundary)", "Content-Type: text/\(type); charset=utf-8",
            "Content-Transfer-Encoding: \(body.encoding.rawValue)", "", "",
        ]
        // The line’s end before a boundary belongs to the boundary.
        return Array(((isFirst ? "" : "\r\n") + lines.joined(separator: "\r\n")).utf8)
    }
}
