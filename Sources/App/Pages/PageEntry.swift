import AudienceWeb
import Compositor
import HTTPSupport
import Kernel
import NIOCore
import Synchronization

extension PageLibrary {
    /// A page that is ready to be answered.
    package final class Entry: Sendable {
        /// The fields of answers with offers, which are made anew when time has gone on.
        private struct OfferFields {
            var time = OfferTime(number: .min)
            var notModified = ByteBuffer()
            var plain = ByteBuffer()
            var gzip = ByteBuffer()
        }

        let page: PreparedPage
        /// The first moment at which it may say something that is no longer so.
        let expires: Timestamp
        /// Whether a query can ask for another page than this.
        let dependsOnQuery: Bool
        /// Under which articles it says how many comments there are.
        let counted: Set<ArticleID>
        /// Whether somebody has asked for it since the shelf last looked.
        let isUsed = Atomic(false)
        private let entityTag: String
        private let kind: String
        private let security: String
        private let notModifiedFields: ByteBuffer
        private let plainFields: ByteBuffer
        private let gzipFields: ByteBuffer
        private let offerFields = Mutex(OfferFields())

        init(
            _ prepared: PreparedPage, of page: Page, shared: Int? = nil, expires: Timestamp, dependsOnQuery: Bool
        ) {
            self.page = prepared
            counted = page.plate.notices.articlesWithCounts
            self.dependsOnQuery = dependsOnQuery
            self.expires = expires
            // Weak: what fills the slots may differ while the page is the same (RFC 9110 §8.8.1).
            // What is before a full stop names the editorial state alone; what follows it, how links are decorated.
            entityTag = "W/\"\(prepared.name)\""
            let caching =
                switch page.freshness {
                case .asked: shared.map { "public, max-age=0, s-maxage=\($0), must-revalidate" } ?? "no-cache"
                case .immutable: "public, max-age=31536000, immutable"
                }
            kind = "Content-Type: \(page.mediaType.rawValue)\r\n"
            let validators = Self.validators(entityTag, caching)
            notModifiedFields = ByteBuffer(string: validators)
            security =
                if prepared.hasSlots {
                    SecurityHeaders.linesOfSlottedPages
                } else {
                    page.isScripted ? SecurityHeaders.linesOfScriptedPages : SecurityHeaders.lines
                }
            plainFields = Self.fields(kind, security, .identity, validators)
            gzipFields = Self.fields(kind, security, .gzip, validators)
        }

        /// The fields that tell a client with copies of these tags that it needs no other; `nil` when it does.
        ///
        /// A copy with offers is only good for a while, and stays one with offers.
        func notModifiedFields(for tags: String, in time: OfferTime?) -> ByteBuffer? {
            if EntityTags.list(tags, contains: entityTag) { return notModifiedFields }
            guard let time, EntityTags.list(tags, contains: offerTag(in: time)) else { return nil }
            return offers(in: time).notModified
        }

        func fields(_ coding: ContentCoding) -> ByteBuffer { coding == .gzip ? gzipFields : plainFields }

        /// The fields of an answer with offers: it is for one reader, and only for now.
        func fields(_ coding: ContentCoding, offeredIn time: OfferTime) -> ByteBuffer {
            let fields = offers(in: time)
            return coding == .gzip ? fields.gzip : fields.plain
        }

        private func offers(in time: OfferTime) -> OfferFields {
            offerFields.withLock { fields in
                if fields.time != time {
                    let validators = Self.validators(offerTag(in: time), "private, no-cache")
                    fields = OfferFields(
                        time: time, notModified: ByteBuffer(string: validators),
                        plain: self.fields(.identity, validators), gzip: self.fields(.gzip, validators))
                }
                return fields
            }
        }

        private func offerTag(in time: OfferTime) -> String { "W/\"\(page.name).\(time.number)\"" }

        private static func validators(_ entityTag: String, _ caching: String) -> String {
            "ETag: \(entityTag)\r\nCache-Control: \(caching)\r\nVary: Accept-Encoding\r\n"
        }

        private func fields(_ coding: ContentCoding, _ validators: String) -> ByteBuffer {
            Self.fields(kind, security, coding, validators)
        }

        private static func fields(
            _ kind: String, _ security: String, _ coding: ContentCoding, _ validators: String
        ) -> ByteBuffer {
            let coded = coding == .gzip ? "Content-Encoding: gzip\r\n" : ""
            return ByteBuffer(string: kind + coded + validators + security)
        }
    }
}

/// A stretch of time in which a reader’s copy of a page may be used again with the offers that it has: shorter than a
/// view counts.
struct OfferTime: Sendable, Hashable {
    private static let length: Int64 = 600_000

    let number: Int64

    init(number: Int64) { self.number = number }

    init(of moment: Timestamp) { number = moment.milliseconds / Self.length }
}
