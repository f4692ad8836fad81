import Foundation

/// Makes an empty folder for the time of `body`.
@discardableResult
package func withTemporaryFolder<Result>(
    _ name: String, _ body: (_ path: String) async throws -> Result
) async throws -> Result {
    let folder = try TemporaryFolder(name)
    defer { folder.remove() }
    return try await body(folder.path)
}

/// An empty folder that goes with whoever holds it.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init(_ name: String) throws {
        let folder = try TemporaryFolders.root.get().appending(path: "\(name)-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        path = folder.path
    }

    deinit { remove() }

    fileprivate func remove() { try? FileManager.default.removeItem(atPath: path) }
}

/// The folder that holds all temporary folders of the test process.
private enum TemporaryFolders {
    // Kept open until the process ends, which is when the shell removes the folder, however the process ends.
    private static let end = Pipe()

    static let root = Result {
        let name = "masthead-tests-\(UUID().uuidString.prefix(8))"
        let root = FileManager.default.temporaryDirectory.appending(path: name)
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: false)
        let watchdog = Process()
        watchdog.executableURL = URL(filePath: "/bin/sh")
        watchdog.arguments = ["-c", "trap '' INT TERM HUP; read -r line; rm -rf \"$1\"", "sh", root.path]
        watchdog.standardInput = end
        watchdog.standardOutput = FileHandle.nullDevice
        watchdog.standardError = FileHandle.nullDevice
        _ = fcntl(end.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try watchdog.run()
        return root
    }
}
