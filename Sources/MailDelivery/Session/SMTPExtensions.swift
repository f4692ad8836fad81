/// What a server says that it can (RFC 5321 §4.1.1.1).
struct SMTPExtensions: Hashable {
    private(set) var pipelining = false
    private(set) var startTLS = false
    private(set) var eightBit = false
    /// Whether the length of a message may be told before it (RFC 1870).
    private(set) var size = false
    /// In bytes; `nil` where the server names none.
    private(set) var sizeLimit: Int?
    /// In upper case.
    private(set) var signIns: Set<String> = []

    init() {}

    init(_ lines: some Sequence<String>) {
        for line in lines {
            // Some servers write AUTH=PLAIN.
            let words = line.uppercased().split { $0 == " " || $0 == "=" || $0 == "\t" }.map(String.init)
            switch words.first {
            case "PIPELINING": pipelining = true
            case "STARTTLS": startTLS = true
            case "8BITMIME": eightBit = true
            case "SIZE":
                size = true
                if words.count > 1, let limit = Int(words[1]), limit > 0 { sizeLimit = limit }
            case "AUTH": signIns.formUnion(words.dropFirst())
            default: continue
            }
        }
    }
}
