import Kernel
import Secrets

/// What the link in a mail about an answer says: whose mails it stops.
///
/// Anybody who has the mail can stop them, and nobody else.
package struct NoticeToken: Sendable, Hashable {
    package let handle: Handle.ID
    package let text: String

    /// Makes the one of a handle.
    package init(_ handle: Handle.ID, key: AudienceKey) {
        self.handle = handle
        text = "\(handle).\(BaseEncoding.base64URL.encode(key.signature(of: Array("reply-notices \(handle)".utf8))))"
    }

    /// Takes one that somebody shows; `nil` when it isn’t the site’s own.
    package init?(shown text: String, key: AudienceKey) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let handle = Handle.ID(parts[0]) else { return nil }
        self.init(handle, key: key)
        guard Secret.areEqual(self.text, text) else { return nil }
    }
}
