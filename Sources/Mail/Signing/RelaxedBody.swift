/// A body in DKIM’s relaxed form (RFC 6376 §3.4.4): one space for any white space, none at a line’s end, and no empty lines at
/// the end of all.
struct RelaxedBody {
    private(set) var bytes: [UInt8] = []
    private var hasSpace = false
    private var lines = 0

    mutating func add(_ text: some Sequence<UInt8>) {
        for byte in text {
            switch byte {
            case 0x20, 0x09: hasSpace = true
            // Lines end in CR LF; what is more of it is none of ours.
            case 0x0D: continue
            case 0x0A:
                hasSpace = false
                lines += 1
            default:
                endLines()
                if hasSpace { bytes.append(0x20) }
                hasSpace = false
                bytes.append(byte)
            }
        }
    }

    private mutating func endLines() {
        for _ in 0..<lines { bytes.append(contentsOf: [0x0D, 0x0A]) }
        lines = 0
    }

    /// The whole of a body.
    static func whole(_ text: some Sequence<UInt8>) -> [UInt8] {
        var body = RelaxedBody()
        body.add(text)
        return body.bytes.isEmpty ? [] : body.bytes + [0x0D, 0x0A]
    }

    /// A part of a body that begins and ends at a line’s beginning and after which more comes.
    static func canonical(_ part: [UInt8]) -> [UInt8] {
        var body = RelaxedBody()
        body.add(part)
        body.endLines()
        return body.bytes
    }
}
