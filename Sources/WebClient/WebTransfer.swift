import CCurl

/// One request without redirects; it blocks its thread until the answer is there.
final class WebTransfer {
    private let limits: WebLimits
    private let policy: AddressPolicy
    private let easy: UnsafeMutableRawPointer
    private var headerBytes = 0
    private var isHeaderTooLong = false
    private var isForbidden = false
    private(set) var body: [UInt8] = []
    private(set) var isCut = false

    /// Bytes that are read at a time, so that a long body is cut early.
    private static let bufferSize = 16_384

    /// - Throws: ``WebFailure/notConnected`` when there is no memory for it.
    init(_ limits: WebLimits, _ policy: AddressPolicy) throws(WebFailure) {
        guard let easy = curl_easy_init() else { throw .notConnected }
        self.easy = easy
        self.limits = limits
        self.policy = policy
    }

    deinit { curl_easy_cleanup(easy) }

    var status: Int { masthead_curl_status(easy) }

    var location: String? { masthead_curl_header(easy, "location").map { String(cString: $0) } }

    var retryAfter: Duration? {
        let seconds = masthead_curl_retry_after(easy)
        return seconds > 0 ? .seconds(seconds) : nil
    }

    /// Asks, and returns when status and fields are there, with as much of the body as is wanted.
    func run(
        _ target: TargetAddress, userAgent: String, time: Duration, on multi: UnsafeMutableRawPointer, stop: StopSignal
    ) throws(WebFailure) {
        try prepare(target, userAgent: userAgent, time: time)
        guard curl_multi_add_handle(multi, easy) == CURLM_OK else { throw .notConnected }
        defer { curl_multi_remove_handle(multi, easy) }
        var running: CInt = 1
        while true {
            if stop.isStopped {
                // A resolver that still waits for the network is left behind rather than waited for.
                masthead_curl_set_long(easy, CURLOPT_QUICK_EXIT, 1)
                throw .cancelled
            }
            guard curl_multi_perform(multi, &running) == CURLM_OK else { throw .notConnected }
            if running == 0 { break }
            guard curl_multi_poll(multi, nil, 0, 1000, nil) == CURLM_OK else { throw .notConnected }
        }
        var left: CInt = 0
        guard let message = curl_multi_info_read(multi, &left) else { throw .notConnected }
        if let failure = failure(of: message.pointee.data.result) { throw failure }
    }

    private func prepare(_ target: TargetAddress, userAgent: String, time: Duration) throws(WebFailure) {
        let seconds = time.components
        let milliseconds = Int(seconds.seconds) * 1000 + Int(seconds.attoseconds / 1_000_000_000_000_000)
        let own = Unmanaged.passUnretained(self).toOpaque()
        var results = [
            masthead_curl_set_address(easy, target.handle),
            masthead_curl_set_text(easy, CURLOPT_PROTOCOLS_STR, "http,https"),
            masthead_curl_set_text(easy, CURLOPT_USERAGENT, userAgent),
            // Whatever the environment says of proxies.
            masthead_curl_set_text(easy, CURLOPT_PROXY, ""),
            masthead_curl_set_pointer(easy, CURLOPT_WRITEDATA, own),
            masthead_curl_set_pointer(easy, CURLOPT_HEADERDATA, own),
            masthead_curl_set_pointer(easy, CURLOPT_OPENSOCKETDATA, own),
            masthead_curl_set_receiver(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, own in
                WebTransfer.of(own).takeBody(bytes, size * count)
            },
            masthead_curl_set_receiver(easy, CURLOPT_HEADERFUNCTION) { _, size, count, own in
                WebTransfer.of(own).takeHeader(size * count)
            },
            masthead_curl_set_opener(easy) { own, _, peer in WebTransfer.of(own).open(peer) },
        ]
        for (option, value) in [
            (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_NOSIGNAL, 1), (CURLOPT_DISALLOW_USERNAME_IN_URL, 1),
            (CURLOPT_BUFFERSIZE, Self.bufferSize), (CURLOPT_TIMEOUT_MS, max(milliseconds, 1)),
            (CURLOPT_CONNECTTIMEOUT_MS, max(milliseconds, 1)),
        ] { results.append(masthead_curl_set_long(easy, option, value)) }
        // A protection that this libcurl doesn't know would be none.
        guard results.allSatisfy({ $0 == CURLE_OK }) else { throw .notConnected }
    }

    private static func of(_ own: UnsafeMutableRawPointer?) -> WebTransfer {
        guard let own else { preconditionFailure("Every callback was given its transfer.") }
        return Unmanaged<WebTransfer>.fromOpaque(own).takeUnretainedValue()
    }

    /// - Returns: How much was taken; less than came ends the transfer.
    private func takeBody(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        let taken = min(count, limits.body - body.count)
        if let bytes { body += UnsafeRawBufferPointer(start: bytes, count: taken) }
        isCut = taken < count
        return taken
    }

    private func takeHeader(_ count: Int) -> Int {
        headerBytes += count
        isHeaderTooLong = headerBytes > limits.headers
        return isHeaderTooLong ? 0 : count
    }

    /// Opens a socket for an address that a name was resolved to, unless it is closed to us.
    private func open(_ peer: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
        guard let peer else { return CURL_SOCKET_BAD }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = Int(masthead_curl_address(peer, &bytes))
        guard let address = NetworkAddress(bytes: Array(bytes.prefix(count))), policy.allows(address) else {
            isForbidden = true
            return CURL_SOCKET_BAD
        }
        return masthead_curl_socket(peer)
    }

    private func failure(of result: CURLcode) -> WebFailure? {
        switch result {
        case CURLE_OK: nil
        case CURLE_WRITE_ERROR where isCut: nil
        case CURLE_WRITE_ERROR where isHeaderTooLong: .headerTooLong
        case CURLE_COULDNT_RESOLVE_HOST: .hostUnknown
        case CURLE_COULDNT_CONNECT: isForbidden ? .addressForbidden : .notConnected
        case CURLE_OPERATION_TIMEDOUT: .timedOut
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_LOGIN_DENIED: .addressInvalid
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CACERT_BADFILE, CURLE_USE_SSL_FAILED:
            .insecure
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING, CURLE_HTTP2,
            CURLE_HTTP2_STREAM:
            .notUnderstood
        default: .notConnected
        }
    }
}
