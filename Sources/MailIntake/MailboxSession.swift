import CCurl

/// One connection to a mailbox.
///
/// Sendable without the compiler’s word for it: its steps follow each other on one queue.
final class MailboxSession: @unchecked Sendable {
    private let server: MailboxServer
    private let easy: OpaquePointer
    private let received = Received()
    private var hasConnected = false
    private var hasEnded = false

    /// What came, up to a limit.
    private final class Received {
        var bytes: [UInt8] = []
        var most = 0

        func add(_ part: UnsafeRawBufferPointer) -> Int {
            guard bytes.count + part.count <= most else { return 0 }
            bytes.append(contentsOf: part)
            return part.count
        }
    }

    init(_ server: MailboxServer, time: Duration, ready: Bool) throws(MailboxFault) {
        guard ready, let easy = curl_easy_init() else { throw .notConnected }
        self.server = server
        self.easy = OpaquePointer(easy)
        let own = Unmanaged.passUnretained(received).toOpaque()
        let milliseconds = max(Int(time / .milliseconds(1)), 1)
        var results = [
            masthead_curl_set_text(easy, CURLOPT_PROTOCOLS_STR, "pop3,pop3s"),
            masthead_curl_set_text(easy, CURLOPT_PROXY, ""),
            masthead_curl_set_text(easy, CURLOPT_USERNAME, server.user),
            masthead_curl_set_text(easy, CURLOPT_PASSWORD, server.password),
            masthead_curl_set_pointer(easy, CURLOPT_WRITEDATA, own),
            masthead_curl_set_receiver(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, own in
                guard let own, let bytes else { return 0 }
                let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
                return Unmanaged<Received>.fromOpaque(own).takeUnretainedValue().add(part)
            },
        ]
        let useTLS = server.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL
        for (option, value) in [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_TIMEOUT_MS, milliseconds), (CURLOPT_CONNECTTIMEOUT_MS, milliseconds),
            (CURLOPT_USE_SSL, Int(useTLS.rawValue)),
        ] { results.append(masthead_curl_set_long(easy, option, value)) }
        // A protection that this libcurl doesn’t know would be none.
        guard results.allSatisfy({ $0 == CURLE_OK }) else { throw .notConnected }
    }

    deinit { end() }

    /// Says goodbye, after which what was deleted is gone.
    func end() {
        guard !hasEnded else { return }
        hasEnded = true
        curl_easy_cleanup(UnsafeMutableRawPointer(easy))
    }

    /// The mails’ numbers with their sizes in bytes.
    func list() throws(MailboxFault) -> [(Int, Int)] {
        try perform("", command: nil, most: 1 << 20)
        return String(decoding: received.bytes, as: UTF8.self).split { $0.isNewline }.compactMap { line in
            let numbers = line.split(separator: " ").map { Int($0) }
            guard numbers.count == 2, let number = numbers[0], let size = numbers[1], number > 0 else { return nil }
            return (number, size)
        }
    }

    func retrieve(_ number: Int, most: Int) throws(MailboxFault) -> [UInt8] {
        try perform(String(number), command: nil, most: most)
        return received.bytes
    }

    func delete(_ number: Int) throws(MailboxFault) { try perform(String(number), command: "DELE", most: 65_536) }

    private func perform(_ path: String, command: String?, most: Int) throws(MailboxFault) {
        let handle = UnsafeMutableRawPointer(easy)
        received.bytes = []
        received.most = most
        let host = server.host.contains(":") ? "[\(server.host)]" : server.host
        let scheme = server.security == .tls ? "pop3s" : "pop3"
        let results = [
            masthead_curl_set_text(handle, CURLOPT_URL, "\(scheme)://\(host):\(server.port)/\(path)"),
            masthead_curl_set_text(handle, CURLOPT_CUSTOMREQUEST, command),
            masthead_curl_set_long(handle, CURLOPT_NOBODY, command == nil ? 0 : 1),
        ]
        guard results.allSatisfy({ $0 == CURLE_OK }) else { throw .notConnected }
        let result = curl_easy_perform(handle)
        // In another session the numbers may be those of other mails. One that broke off has deleted nothing (RFC 1939 §6).
        if hasConnected, masthead_curl_connections(handle) > 0 { throw .notConnected }
        hasConnected = true
        switch result {
        case CURLE_OK: return
        case CURLE_LOGIN_DENIED: throw .signInRefused
        case CURLE_OPERATION_TIMEDOUT: throw .timedOut
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CIPHER,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CACERT_BADFILE:
            throw .insecure
        case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST: throw .notConnected
        default: throw .refused
        }
    }
}
