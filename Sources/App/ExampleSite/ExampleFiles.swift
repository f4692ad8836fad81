import CExampleSite
import Kernel
import Yams

/// The files of the example site, which are part of the binary.
struct ExampleFiles {
    private let files: [(path: String, text: String)]

    init() {
        files = UnsafeBufferPointer(start: masthead_first_example_file(), count: masthead_example_file_count()).map {
            let bytes = UnsafeBufferPointer(start: $0.bytes, count: $0.length)
            return (String(cString: $0.path), String(decoding: bytes, as: UTF8.self))
        }
    }

    /// The paths, in the order in which they are listed.
    var paths: [String] { files.map(\.path) }

    /// Reads a YAML file.
    func yaml<Content: Decodable>(_ path: String, as type: Content.Type = Content.self) throws -> Content {
        guard let file = files.first(where: { $0.path == path }) else { throw Self.missing(path) }
        return try Self.decode(file.text, at: path)
    }

    /// Reads the Markdown files of a folder, with what stands before their text.
    func markdown<Front: Decodable>(
        in folder: String, as type: Front.Type = Front.self
    ) throws -> [(name: String, front: Front, body: String)] {
        try files.filter { $0.path.hasPrefix(folder + "/") }.map { file in
            let parts = file.text.split(separator: "---\n", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0].isEmpty else { throw Self.missing("front matter of \(file.path)") }
            let name = file.path.dropFirst(folder.count + 1).dropLast(".md".count)
            return (String(name), try Self.decode(String(parts[1]), at: file.path), String(parts[2]))
        }
    }

    private static func decode<Content: Decodable>(_ text: String, at path: String) throws -> Content {
        do {
            return try YAMLDecoder().decode(Content.self, from: text)
        } catch {
            throw Problem(
                .invalid, slug: "example-file", title: "The example site is broken", detail: "\(path): \(error)")
        }
    }

    private static func missing(_ what: String) -> Problem {
        Problem(.notFound, slug: "example-file", title: "The example site is broken", detail: "There is no \(what).")
    }
}
