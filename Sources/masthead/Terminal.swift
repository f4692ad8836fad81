import App
import ArgumentParser
import Database
import HTTPSupport
import Kernel
import Logging
import Staff

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How the commands talk to whoever runs them.
enum Terminal {
    static var environment: [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let variable = entry.pointee {
            let parts = String(cString: variable).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        return variables
    }

    /// One line on standard output, there at once even in a pipe.
    static func say(_ line: String) {
        print(line)
        fflush(nil)
    }

    /// Writes bytes as they are to standard output, or to a file that is made or written over.
    static func put(_ bytes: [UInt8], to path: String? = nil) throws {
        let descriptor = path.map { open($0, O_WRONLY | O_CREAT | O_TRUNC, 0o644) } ?? STDOUT_FILENO
        var done = 0
        while descriptor >= 0, done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { break }
            done += max(count, 0)
        }
        guard descriptor >= 0, done == bytes.count, path == nil || close(descriptor) == 0 else {
            throw Problem(
                .unavailable, slug: "output-unwritable", title: "\(path ?? "Standard output") cannot be written",
                detail: "\(String(cString: strerror(errno))).")
        }
    }

    /// Turns what a person can act on into one line on standard error.
    static func tellingProblems(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let problem as Problem {
            fail("\(problem)")
        } catch let error as DatabaseError {
            fail("\(error)")
        }
    }

    static func serve(_ data: DataDirectory, flags: Settings.Flags) async throws {
        let settings = try await Settings(data: data, flags: flags, environment: environment)
        let level = environment["MASTHEAD_LOG_LEVEL"].flatMap(Logger.Level.init(rawValue:)) ?? .warning
        var logger = Logger(label: "masthead") { _ in StandardErrorLog(isTerminal: isatty(2) == 1) }
        logger.logLevel = level
        try await SiteServer(settings: settings, clock: SystemClock(), logger: logger).run { name, address in
            say("\(name) is at \(address) (Ctrl-C stops it)")
        }
    }

    /// Opens the accounts of a site for as long as `body` takes.
    static func withStaff(_ data: DataDirectory, _ body: (AccountStore) async throws -> Void) async throws {
        try await withStores(data) { stores, clock in
            try await body(AccountStore(database: stores.staff, clock: clock))
        }
    }

    /// Opens the databases of a site for as long as `body` takes.
    static func withStores(_ data: DataDirectory, _ body: (Stores, SystemClock) async throws -> Void) async throws {
        let clock = SystemClock()
        let settings = try await Settings(data: data, environment: environment)
        let stores = try await Stores(settings, clock: clock)
        do {
            try await body(stores, clock)
        } catch {
            await stores.close()
            throw error
        }
        await stores.close()
    }

    /// Puts a site together for as long as `body` takes, as it is served.
    static func withSite(_ data: DataDirectory, _ body: (Site) async throws -> Void) async throws {
        let settings = try await Settings(data: data, environment: environment)
        try await withStores(data) { stores, clock in
            let origin = settings.origin ?? "http://\(settings.host):\(settings.port)"
            try await body(try await Site(settings: settings, stores: stores, origin: origin, clock: clock))
        }
    }

    private static func fail(_ line: String) -> Never {
        let bytes = Array("masthead: \(line)\n".utf8)
        _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
        exit(1)
    }
}
