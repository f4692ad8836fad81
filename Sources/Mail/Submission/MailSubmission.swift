import CCurl
import Dispatch
package import Kernel

/// Hands mail to a server by SMTP.
package struct MailSubmission: MailSender {
    private let server: MailServer
    private let senderName: @Sendable () -> String
    private let clock: any WallClock
    private let time: Duration
    /// Its thread waits for the network, as those of the tasks must not; one mail goes after the other.
    private let queue = DispatchQueue(label: "masthead.mail")

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// - Parameters:
    ///   - senderName: The site’s name, beside the sender’s address.
    ///   - time: How long one mail may take.
    package init(
        server: MailServer, senderName: @escaping @Sendable () -> String, clock: any WallClock,
        time: Duration = .seconds(30)
    ) {
        self.server = server
        self.senderName = senderName
        self.clock = clock
        self.time = time
    }

    /// - Throws: ``MailFailure``.
    package func send(_ mail: OutgoingMail) async throws {
        let now = clock.now()
        let text = MailText(
            mail: mail, sender: server.sender, senderName: senderName(), sent: now,
            identifier: Identifier<OutgoingMail>(at: now).description)
        try await speak { easy in
            let recipients = curl_slist_append(nil, "<\(mail.recipient.text)>")
            defer { curl_slist_free_all(recipients) }
            let upload = MailUpload(text.bytes)
            let own = Unmanaged.passUnretained(upload).toOpaque()
            let results = [
                masthead_curl_set_text(easy, CURLOPT_MAIL_FROM, "<\(server.sender.text)>"),
                masthead_curl_set_pointer(easy, CURLOPT_MAIL_RCPT, recipients),
                masthead_curl_set_pointer(easy, CURLOPT_READDATA, own),
                masthead_curl_set_receiver(easy, CURLOPT_READFUNCTION) { bytes, size, count, own in
                    guard let own, let bytes else { return 0 }
                    let upload = Unmanaged<MailUpload>.fromOpaque(own).takeUnretainedValue()
                    return upload.take(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
                },
                masthead_curl_set_long(easy, CURLOPT_UPLOAD, 1),
            ]
            return withExtendedLifetime(upload) { perform(easy, results) }
        }
    }

    /// Connects as for a mail, signs in where that is wanted, and hands over none.
    ///
    /// - Throws: ``MailFailure``.
    package func greet() async throws {
        try await speak { easy in
            perform(
                easy,
                [
                    masthead_curl_set_text(easy, CURLOPT_CUSTOMREQUEST, "NOOP"),
                    // Without a receiver, libcurl prints the reply.
                    masthead_curl_set_receiver(easy, CURLOPT_WRITEFUNCTION) { _, size, count, _ in size * count },
                ])
        }
    }

    private func speak(
        _ body: @escaping @Sendable (UnsafeMutableRawPointer) -> Result<Void, MailFailure>
    ) async throws {
        let result: Result<Void, MailFailure> = await withCheckedContinuation { continuation in
            queue.async {
                guard Self.isReady, let easy = curl_easy_init() else {
                    return continuation.resume(returning: .failure(.notConnected))
                }
                defer { curl_easy_cleanup(easy) }
                continuation.resume(returning: body(easy))
            }
        }
        try result.get()
    }

    /// - Parameter set: What became of the settings that were made so far.
    private func perform(_ easy: UnsafeMutableRawPointer, _ set: [CURLcode]) -> Result<Void, MailFailure> {
        let components = time.components
        let milliseconds = Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
        let host = server.host.contains(":") ? "[\(server.host)]" : server.host
        let scheme = server.security == .tls ? "smtps" : "smtp"
        var results = set
        results += [
            // What follows the slash is by which name this side greets.
            masthead_curl_set_text(easy, CURLOPT_URL, "\(scheme)://\(host):\(server.port)/\(server.sender.host)"),
            masthead_curl_set_text(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
            masthead_curl_set_text(easy, CURLOPT_PROXY, ""),
        ]
        for (option, value) in [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_TIMEOUT_MS, milliseconds),
            (CURLOPT_CONNECTTIMEOUT_MS, milliseconds),
            (CURLOPT_USE_SSL, Int(protection.rawValue)),
        ] { results.append(masthead_curl_set_long(easy, option, value)) }
        if !server.user.isEmpty {
            results.append(masthead_curl_set_text(easy, CURLOPT_USERNAME, server.user))
            results.append(masthead_curl_set_text(easy, CURLOPT_PASSWORD, server.password))
        }
        // A protection that this libcurl doesn’t know would be none.
        guard results.allSatisfy({ $0 == CURLE_OK }) else { return .failure(.notConnected) }
        return failure(of: curl_easy_perform(easy), reply: masthead_curl_status(easy)).map { .failure($0) }
            ?? .success(())
    }

    private var protection: curl_usessl {
        switch server.security {
        case .none: CURLUSESSL_NONE
        // Who signs in shows a password, which a plain connection is not for.
        case .opportunistic: server.user.isEmpty ? CURLUSESSL_TRY : CURLUSESSL_ALL
        case .startTLS, .tls: CURLUSESSL_ALL
        }
    }

    private func failure(of result: CURLcode, reply: Int) -> MailFailure? {
        switch result {
        case CURLE_OK: nil
        case CURLE_LOGIN_DENIED: .signInRefused
        case CURLE_OPERATION_TIMEDOUT: .timedOut
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CIPHER,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CACERT_BADFILE:
            .insecure
        case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST: .notConnected
        default: (400...599).contains(reply) ? .refused(reply: reply) : .notConnected
        }
    }
}

/// A mail on its way.
private final class MailUpload {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// Writes as much as fits, and tells how much that was.
    func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let part = rest.prefix(buffer.count)
        buffer.copyBytes(from: part)
        rest = rest.dropFirst(part.count)
        return part.count
    }
}
