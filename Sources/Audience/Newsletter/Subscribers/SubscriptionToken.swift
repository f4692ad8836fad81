package import Kernel
import Secrets

/// What stands in the links of mails: for whom a link is and what it may do, signed, so that nothing has to be kept of it.
///
/// A token is for one purpose and worth nothing for another one.
package struct SubscriptionToken: Sendable, Hashable {
    package enum Purpose: UInt8, Sendable, Hashable, CaseIterable {
        /// Confirms that somebody wants the newsletter, for a week.
        case confirm = 1
        /// Shows and changes what somebody gets.
        case manage = 2
        /// Ends the subscription. It never expires: a mail may be opened years later, and must still be a way out.
        case leave = 3
    }

    package static let confirmation = Duration.seconds(7 * 86_400)

    package let purpose: Purpose
    package let subscriber: Subscriber.ID
    /// When it was made, in whole seconds.
    package let made: Timestamp
    /// The edition that it stands in; `nil` for one in another mail.
    package let edition: Edition.ID?

    package init(_ purpose: Purpose, of subscriber: Subscriber.ID, made: Timestamp, in edition: Edition.ID? = nil) {
        self.purpose = purpose
        self.subscriber = subscriber
        self.made = Timestamp(milliseconds: made.milliseconds / 1000 * 1000)
        self.edition = edition
    }

    /// Whether whoever has it was sent it today at their own wish, and not with an edition that may have been passed on.
    package func isFresh(at now: Timestamp) -> Bool {
        edition == nil && now < made.advanced(by: .seconds(86_400))
    }

    /// Purpose, subscriber, seconds since 1970 (or the edition’s day), and the edition’s rhythm.
    private var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.length + Self.signatureLength)
        bytes.append(purpose.rawValue)
        func append(_ number: UInt64, length: Int) {
            for place in 1...length { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * (length - place)))) }
        }
        append(subscriber.high, length: 8)
        append(subscriber.low, length: 8)
        append(UInt64(clamping: made.milliseconds / 1000), length: 5)
        append(UInt64(UInt32(clamping: edition?.day.daysSince1970 ?? 0)), length: 3)
        bytes.append(edition == nil ? 0 : edition?.rhythm == .daily ? 1 : 2)
        return bytes
    }

    private static let length = 26
    private static let signatureLength = 16

    /// In the URL-safe alphabet of base 64, 56 characters.
    package func text(signedWith key: AudienceKey) -> String {
        let bytes = bytes
        return BaseEncoding.base64URL.encode(bytes + key.signature(of: bytes))
    }

    /// Reads what somebody showed.
    ///
    /// - Returns: `nil` for what this site didn’t sign, what is for another purpose, and what has expired.
    package init?(_ text: String, for purpose: Purpose, signedWith key: AudienceKey, at now: Timestamp) {
        guard let token = Self(text, signedWith: key), token.purpose == purpose,
            purpose != .confirm || now < token.made.advanced(by: Self.confirmation)
        else { return nil }
        self = token
    }

    private init?(_ text: String, signedWith key: AudienceKey) {
        guard text.utf8.count == 56, let all = BaseEncoding.base64URL.decode(text),
            all.count == Self.length + Self.signatureLength
        else { return nil }
        let bytes = Array(all.prefix(Self.length))
        guard Secret.areEqual(key.signature(of: bytes), Array(all.dropFirst(Self.length))),
            let purpose = Purpose(rawValue: bytes[0])
        else { return nil }
        func number(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
        let day = CalendarDay(daysSince1970: Int(number(22..<25)))
        self.init(
            purpose, of: Subscriber.ID(high: number(1..<9), low: number(9..<17)),
            made: Timestamp(milliseconds: Int64(number(17..<22)) * 1000),
            in: bytes[25] == 0 ? nil : Edition.ID(day: day, rhythm: bytes[25] == 1 ? .daily : .weekly))
    }
}
