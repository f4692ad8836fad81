import Foundation

/// The Swift files of this package.
struct SourceTree {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    let files: [URL]

    static func ofThisPackage() throws -> SourceTree {
        let sources = root.appending(path: "Sources")
        let found = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        let files = (found?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
        guard files.count > 20 else { throw CocoaError(.fileNoSuchFile) }
        return SourceTree(files: files)
    }

    /// `file:line` of each line that holds a text.
    func lines(containing text: String) throws -> [String] {
        try files.flatMap { file in
            try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
                .filter { $0.element.contains(text) }
                .map { "\(file.lastPathComponent):\($0.offset + 1)" }
        }
    }
}
