/// How the bytes of an answer are packed.
package enum ContentCoding: Sendable, Hashable, CaseIterable {
    case identity, gzip
}
