import CCares
import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Asks the name servers that the machine is set up to ask, or given ones, through c-ares.
package struct SystemResolver: DNSResolver {
    /// How long one try takes at most, in milliseconds.
    private let timeout: Int
    private let tries: Int
    /// In c-ares’s form, such as `127.0.0.1:5353`; `nil` for those of the machine.
    private let servers: String?

    private static let isReady = ares_library_init(ARES_LIB_INIT_ALL) == ARES_SUCCESS

    /// - Parameters:
    ///   - servers: Separated by commas, each with its port after a colon; `nil` for those of the machine.
    ///   - timeout: Of one try.
    ///   - tries: Of each server, from 1.
    package init(servers: String? = nil, timeout: Duration = .seconds(3), tries: Int = 2) {
        self.servers = servers
        self.timeout = Int(timeout / .milliseconds(1))
        self.tries = max(1, tries)
    }

    package func texts(at name: String) async throws(DNSFailure) -> [String] {
        try await answers(to: name, ns_t_txt) { answer in
            var first: UnsafeMutablePointer<ares_txt_ext>?
            let status = ares_parse_txt_reply_ext(answer.baseAddress, Int32(answer.count), &first)
            defer { if let first { ares_free_data(first) } }
            var texts: [[UInt8]] = []
            var next = first
            while let text = next?.pointee {
                let bytes = Array(UnsafeBufferPointer(start: text.txt, count: text.length))
                if text.record_start == 1 || texts.isEmpty {
                    texts.append(bytes)
                } else {
                    texts[texts.count - 1] += bytes
                }
                next = text.next
            }
            return (status, texts.map { String(decoding: $0, as: UTF8.self) })
        }
    }

    package func addresses(of host: String) async throws(DNSFailure) -> [IPAddress] {
        let short = try await answers(to: host, ns_t_a) { answer in
            Self.hostAnswer {
                ares_parse_a_reply(answer.baseAddress, Int32(answer.count), $0, nil, nil)
            } read: { host in
                Self.list(host.pointee.h_addr_list).compactMap { Self.address($0, length: 4) }
            }
        }
        let long = try await answers(to: host, ns_t_aaaa) { answer in
            Self.hostAnswer {
                ares_parse_aaaa_reply(answer.baseAddress, Int32(answer.count), $0, nil, nil)
            } read: { host in
                Self.list(host.pointee.h_addr_list).compactMap { Self.address($0, length: 16) }
            }
        }
        return short + long
    }

    package func mailExchangers(of domain: String) async throws(DNSFailure) -> [MailExchanger] {
        let exchangers = try await answers(to: domain, ns_t_mx) { answer in
            var first: UnsafeMutablePointer<ares_mx_reply>?
            let status = ares_parse_mx_reply(answer.baseAddress, Int32(answer.count), &first)
            defer { if let first { ares_free_data(first) } }
            var exchangers: [MailExchanger] = []
            var next = first
            while let reply = next?.pointee {
                exchangers.append(
                    MailExchanger(preference: Int(reply.priority), host: String(cString: reply.host)))
                next = reply.next
            }
            return (status, exchangers)
        }
        return exchangers.sorted { ($0.preference, $0.host) < ($1.preference, $1.host) }
    }

    package func names(of address: IPAddress) async throws(DNSFailure) -> [String] {
        let family = address.isVersion4 ? AF_INET : AF_INET6
        return try await answers(to: address.reverseName, ns_t_ptr) { answer in
            Self.hostAnswer {
                ares_parse_ptr_reply(
                    answer.baseAddress, Int32(answer.count), address.bytes, Int32(address.bytes.count), Int32(family),
                    $0)
            } read: { host in
                // Further names stand among the aliases.
                var names = Self.list(host.pointee.h_aliases).map { String(cString: $0) }
                if names.isEmpty, let name = host.pointee.h_name { names = [String(cString: name)] }
                return names
            }
        }
    }

    // MARK: Asking

    /// Asks one question and reads the answer; the thread of the task doesn’t wait.
    private func answers<Answer: Sendable>(
        to name: String, _ type: ns_type, read: @escaping @Sendable (Reply) -> (Int32, [Answer])
    ) async throws(DNSFailure) -> [Answer] {
        guard !name.isEmpty, name.utf8.count <= 253, !name.utf8.contains(0), Self.isReady else { throw .malformed }
        let result: Result<[Answer], DNSFailure> = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: self.ask(name, type, read)) }
        }
        return try result.get()
    }

    private func ask<Answer>(
        _ name: String, _ type: ns_type, _ read: (Reply) -> (Int32, [Answer])
    ) -> Result<[Answer], DNSFailure> {
        let result = ask(name, type, flags: 0, read)
        // c-ares goes on to the next server from one that cannot tell, and in the end says that none was there.
        guard result.failure == .unreachable else { return result }
        return ask(name, type, flags: ARES_FLAG_NOCHECKRESP, read)
    }

    private func ask<Answer>(
        _ name: String, _ type: ns_type, flags: Int32, _ read: (Reply) -> (Int32, [Answer])
    ) -> Result<[Answer], DNSFailure> {
        guard let channel = channel(flags) else { return .failure(.unreachable) }
        defer { ares_destroy(channel) }
        let outcome = Outcome()
        ares_query(
            channel, name, Int32(ns_c_in.rawValue), Int32(type.rawValue),
            { own, status, _, bytes, count in
                guard let own else { return }
                let outcome = Unmanaged<Outcome>.fromOpaque(own).takeUnretainedValue()
                outcome.status = status
                if let bytes { outcome.reply = Array(UnsafeBufferPointer(start: bytes, count: Int(count))) }
            }, Unmanaged.passUnretained(outcome).toOpaque())
        withExtendedLifetime(outcome) { wait(for: channel) }
        let status = outcome.status
        guard status == ARES_SUCCESS else { return Self.absence(status).map { [] } }
        let (parsed, answers) = outcome.reply.withUnsafeBufferPointer { read($0) }
        return parsed == ARES_SUCCESS ? .success(answers) : Self.absence(parsed).map { [] }
    }

    private func channel(_ flags: Int32) -> ares_channel? {
        var options = ares_options()
        options.flags = flags
        options.timeout = Int32(timeout)
        options.tries = Int32(tries)
        var channel: ares_channel?
        let mask = Int32(ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES)
        guard ares_init_options(&channel, &options, mask) == ARES_SUCCESS, let channel else { return nil }
        guard let servers else { return channel }
        guard ares_set_servers_ports_csv(channel, servers) == ARES_SUCCESS else {
            ares_destroy(channel)
            return nil
        }
        return channel
    }

    /// Lets c-ares read and write until it has nothing more to wait for.
    private func wait(for channel: ares_channel) {
        while true {
            var sockets = [ares_socket_t](repeating: 0, count: Int(ARES_GETSOCK_MAXNUM))
            let mask = ares_getsock(channel, &sockets, Int32(sockets.count))
            var polled: [pollfd] = []
            for (index, socket) in sockets.enumerated() {
                var events: Int16 = 0
                if mask & (1 << index) != 0 { events |= Int16(POLLIN) }
                if mask & (1 << (index + Int(ARES_GETSOCK_MAXNUM))) != 0 { events |= Int16(POLLOUT) }
                if events != 0 { polled.append(pollfd(fd: socket, events: events, revents: 0)) }
            }
            guard !polled.isEmpty else { return }
            var longest = timeval(tv_sec: 0, tv_usec: 200_000)
            var next = timeval()
            let pause = ares_timeout(channel, &longest, &next)?.pointee ?? longest
            poll(&polled, nfds_t(polled.count), Int32(pause.tv_sec) * 1000 + Int32(pause.tv_usec / 1000) + 1)
            for socket in polled {
                let isReadable = socket.revents & ~Int16(POLLOUT) != 0
                let isWritable = socket.revents & Int16(POLLOUT) != 0
                ares_process_fd(
                    channel, isReadable ? socket.fd : ARES_SOCKET_BAD, isWritable ? socket.fd : ARES_SOCKET_BAD)
            }
        }
    }

    /// Whether a status says that there is nothing at a name, or why nobody knows.
    private static func absence(_ status: Int32) -> Result<Void, DNSFailure> {
        switch status {
        case ARES_ENODATA, ARES_ENOTFOUND: .success(())
        case ARES_ESERVFAIL, ARES_EREFUSED, ARES_ENOTIMP: .failure(.notAnswered)
        case ARES_ECONNREFUSED, ARES_ETIMEOUT, ARES_ECANCELLED, ARES_EDESTRUCTION: .failure(.unreachable)
        default: .failure(.malformed)
        }
    }

    // MARK: Reading

    private typealias Reply = UnsafeBufferPointer<UInt8>

    /// What became of a question; c-ares writes it while ``wait(for:)`` runs.
    private final class Outcome {
        var status = ARES_ETIMEOUT
        var reply: [UInt8] = []
    }

    private static func hostAnswer<Answer>(
        parse: (UnsafeMutablePointer<UnsafeMutablePointer<hostent>?>) -> Int32,
        read: (UnsafeMutablePointer<hostent>) -> [Answer]
    ) -> (Int32, [Answer]) {
        var host: UnsafeMutablePointer<hostent>?
        let status = parse(&host)
        guard let host else { return (status, []) }
        defer { ares_free_hostent(host) }
        return (status, read(host))
    }

    /// What stands in a list of C that ends with a null pointer.
    private static func list(
        _ start: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    ) -> [UnsafeMutablePointer<CChar>] {
        guard let start else { return [] }
        var items: [UnsafeMutablePointer<CChar>] = []
        var place = start
        while let item = place.pointee {
            items.append(item)
            place += 1
        }
        return items
    }

    private static func address(_ bytes: UnsafeMutablePointer<CChar>, length: Int) -> IPAddress? {
        IPAddress(bytes: UnsafeBufferPointer(start: bytes, count: length).map { UInt8(bitPattern: $0) })
    }
}

extension Result {
    fileprivate var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}
