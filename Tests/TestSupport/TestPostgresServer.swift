import Database
import Foundation
import PostgresDatabase
import Synchronization

/// A PostgreSQL server of the test process's own, on a Unix socket in a private folder.
///
/// A shell watches over it: when the test process ends, however it ends, the shell's standard input ends too, and it
/// stops the server and removes the folder.
package actor TestPostgresServer {
    /// What a test needs to have from the server and doesn't.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    // One server for all tests of a process, since starting one takes a second.
    private static let started = Task { try await launch() }

    /// The server that all tests share; the first to ask starts it.
    package static func shared() async throws -> TestPostgresServer { try await started.value }

    /// Starts a server; a test that stops it needs one of its own.
    package static func launch() async throws -> TestPostgresServer {
        let server = TestPostgresServer()
        try await server.run()
        return server
    }

    /// Where the server is, for libpq.
    package nonisolated let address: String
    private let folder: String
    private let watchdog = Process()
    private let (commands, answers) = (Pipe(), Pipe())
    private var schemas = 0
    // Waiting for the server blocks.
    private let executor = QueueExecutor(label: "masthead.test.postgres")

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private init() {
        folder = "/tmp/masthead-postgres-\(UUID().uuidString.prefix(8))"
        address = "host=\(folder) port=5432 user=masthead dbname=postgres"
    }

    /// Stops the server as an operator would; open connections are cut.
    package func stop() throws { try send("stop") }

    /// Stops the server at once, as when its machine fails; open connections get a notice at most.
    package func crash() throws { try send("crash") }

    /// Starts the server after ``stop()`` or ``crash()``.
    package func start() throws { try send("start") }

    private func run() throws {
        watchdog.executableURL = URL(filePath: "/bin/sh")
        watchdog.arguments = ["-c", Self.script, "sh", folder, try Self.programs(), try Self.serverUser()]
        watchdog.standardInput = commands
        watchdog.standardOutput = answers
        watchdog.standardError = FileHandle.nullDevice
        // A child of another test must not keep the watchdog's standard input open.
        _ = fcntl(commands.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try watchdog.run()
        try expectReady()
    }

    /// Makes a schema that no other test uses.
    package func makeSchema(_ name: String) async throws -> TestPlace {
        schemas += 1
        let schema = "\(name)_\(schemas)"
        let administrator = try PostgresDatabase(
            PostgresConfiguration(address: address, schema: "public", connections: 1))
        try await withClosing(administrator) { database in
            try await database.write { try $0.execute(SQL(stringLiteral: "CREATE SCHEMA \"\(schema)\"")) }
        }
        return .postgres(address: address, schema: schema)
    }

    private func send(_ command: String) throws {
        try commands.fileHandleForWriting.write(contentsOf: Data("\(command)\n".utf8))
        try expectReady()
    }

    private func expectReady() throws {
        var line = Data()
        while let byte = try answers.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8) { line += byte }
        let answer = String(decoding: line, as: UTF8.self)
        guard answer == "ready" else { throw Failure(description: "PostgreSQL did not start: \(answer)") }
    }

    private static func programs() throws -> String {
        let installed = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: installed)) ?? []
        let folders = versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "\(installed)/\($0)/bin" }
        let others = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let found = (folders + others).first { folder in
            ["initdb", "postgres", "pg_isready"].allSatisfy { program in
                FileManager.default.isExecutableFile(atPath: "\(folder)/\(program)")
            }
        }
        guard let found else {
            throw Failure(description: "No PostgreSQL server is installed; on Debian: apt-get install postgresql-15")
        }
        return found
    }

    /// The user that runs the server, which refuses to run as root; empty for the one that runs the tests.
    private static func serverUser() throws -> String {
        guard geteuid() == 0 else { return "" }
        guard let user = ["postgres", "nobody"].first(where: { (user: String) in getpwnam(user) != nil }) else {
            throw Failure(description: "PostgreSQL does not run as root, and there is no user postgres or nobody.")
        }
        return user
    }

    private static let script = #"""
        folder=$1 programs=$2 user=$3
        # An interrupt at the terminal reaches the whole group; what ends the server is the end of standard input.
        trap '' INT TERM HUP PIPE
        drop='setpriv --pdeathsig QUIT'
        if [ -n "$user" ]; then
            drop="$drop --reuid $user --regid $(id -g "$user") --init-groups"
        fi
        fail() {
            printf '%s: %s\n' "$1" "$(tail -n 3 "$folder/log" | tr '\n' ' ')"
            rm -rf "$folder"
            exit 1
        }
        start() {
            $drop "$programs/postgres" -D "$folder/data" -k "$folder" -p 5432 -c listen_addresses= -c max_connections=300 -c max_locks_per_transaction=256 \
                -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB \
                -c dynamic_shared_memory_type=mmap -c autovacuum=off -c jit=off -c deadlock_timeout=50ms \
                >>"$folder/log" 2>&1 </dev/null &
            server=$!
            until "$programs/pg_isready" -q -h "$folder" -p 5432; do
                kill -0 "$server" 2>/dev/null || fail 'it ended'
                sleep 0.02
            done
            echo ready
        }
        stop() {
            kill "-$1" "$server"
            wait "$server"
        }
        mkdir -m 700 "$folder" || exit 1
        : >"$folder/log"
        [ -z "$user" ] || chown -R "$user" "$folder"
        $drop "$programs/initdb" --pgdata="$folder/data" --username=masthead --auth=trust --encoding=UTF8 --locale=C \
            --no-sync --no-instructions >>"$folder/log" 2>&1 </dev/null || fail 'initdb failed'
        start
        while read -r command; do
            case $command in
                stop) stop INT; echo ready ;;
                crash) stop QUIT; echo ready ;;
                start) start ;;
            esac
        done
        stop QUIT
        rm -rf "$folder"
        """#
}
