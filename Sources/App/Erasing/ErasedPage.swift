import Compositor
import Kernel

/// What a page is without anything commercial.
package struct ErasedPage: Sendable, Hashable {
    /// Its editorial bytes.
    package let bytes: [UInt8]

    /// SHA-256 of the bytes, in hexadecimal.
    package var digest: String { Erasure.digest(of: bytes) }

    /// Erases what a page's place holds.
    ///
    /// - Throws: ``Problem`` when it cannot be read, is no page or feed, or cannot be erased.
    package init(of place: PagePlace) async throws {
        let page = try await place.read()
        try Self.check(page, from: place)
        do throws(ErasureFailure) {
            bytes = try Erasure.erase(page)
        } catch {
            throw Problem(.invalid, slug: "page-fences", title: "\(place) cannot be erased", detail: Self.words(error))
        }
    }

    /// Looks whether it is HTML, XML or JSON at all, so that nobody takes the digest of something else for a page’s.
    private static func check(_ page: [UInt8], from place: PagePlace) throws {
        let reason: String? =
            if page.starts(with: [0x1F, 0x8B]) {
                "It is compressed with gzip. Unpack it first."
            } else if page.contains(0) || String(validating: page, as: UTF8.self) == nil {
                "It is not text in UTF-8."
            } else if !["<", "{"].contains(page.first { $0 > 0x20 }.map { Character(UnicodeScalar($0)) }) {
                "It begins neither as HTML or XML nor as JSON."
            } else {
                nil
            }
        if let reason {
            throw Problem(.invalid, slug: "not-a-page", title: "\(place) is no page", detail: reason)
        }
    }

    private static func words(_ failure: ErasureFailure) -> String {
        switch failure {
        case .notClosed(let offset): "The fill that begins at byte \(offset) does not end."
        case .notOpened(let offset): "A fill ends at byte \(offset), and none has begun."
        case .nested(let offset): "A fill begins at byte \(offset), within another one."
        }
    }
}
