import Foundation
import TestSupport

/// A second process that holds a transaction open on a test's database; see `DatabaseTestChild`.
final class ChildProcess {
    private let process = Process()
    private let input = Pipe()

    /// Starts it and waits until its transaction has written.
    init(_ place: TestPlace) throws {
        let folder = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        process.executableURL = URL(filePath: folder).deletingLastPathComponent().appending(path: "DatabaseTestChild")
        process.arguments =
            switch place {
            case .sqlite(let path): ["sqlite", path]
            case .postgres(let address, let schema): ["postgres", address, schema]
            }
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try process.run()
        _ = try output.fileHandleForReading.read(upToCount: 8)
    }

    /// Ends it before it can commit.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Lets it commit.
    func finish() throws {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
