#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension [UInt8] {
    /// Where a pattern, which is not empty, lies first within a range.
    func firstOffset(of pattern: [UInt8], in range: Range<Int>) -> Int? {
        withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var next = range.lowerBound
            while range.upperBound - next >= pattern.count,
                let hit = memchr(base + next, Int32(pattern[0]), range.upperBound - pattern.count + 1 - next)
            {
                let offset = base.distance(to: UnsafeRawPointer(hit))
                if memcmp(hit, pattern, pattern.count) == 0 { return offset }
                next = offset + 1
            }
            return nil
        }
    }

    /// Whether a pattern lies at an offset.
    func holds(_ pattern: [UInt8], at offset: Int) -> Bool {
        count - offset >= pattern.count && self[offset..<(offset + pattern.count)].elementsEqual(pattern)
    }
}
