import Foundation

/// Which target of this package imports which, from `swift package dump-package`.
struct ModuleGraph {
    private var edges: [String: Set<String>]

    private struct Manifest: Decodable {
        struct Target: Decodable {
            let name: String
            let dependencies: [Dependency]
        }

        /// `{"byName": ["Kernel", null]}` or `{"target": ["Kernel", null]}` for targets of this package; products of
        /// other packages have a form of their own.
        struct Dependency: Decodable {
            let name: String?

            init(from decoder: any Decoder) throws {
                let form = try decoder.container(keyedBy: Key.self)
                for key in [Key.byName, .target] where form.contains(key) {
                    var list = try form.nestedUnkeyedContainer(forKey: key)
                    name = try list.decode(String.self)
                    return
                }
                name = nil
            }

            private enum Key: String, CodingKey {
                case byName, target
            }
        }

        let targets: [Target]
    }

    /// Reads the manifest of the package that these tests belong to.
    static func ofThisPackage() throws -> ModuleGraph { try cached.get() }

    /// Asking the package manager takes a second or two: once is enough.
    private static let cached = Result { try ModuleGraph(dump: dumpPackage()) }

    private init(dump: Data) throws {
        let manifest = try JSONDecoder().decode(Manifest.self, from: dump)
        edges = Dictionary(
            uniqueKeysWithValues: manifest.targets.map { target in
                (target.name, Set(target.dependencies.compactMap(\.name)))
            })
    }

    var targets: Set<String> { Set(edges.keys) }

    mutating func addDependency(from: String, to: String) {
        edges[from, default: []].insert(to)
    }

    func direct(from target: String) -> Set<String> { edges[target] ?? [] }

    /// Everything that a target imports, directly or through others.
    func reachable(from target: String) -> Set<String> {
        var seen: Set<String> = []
        var waiting = Array(direct(from: target))
        while let next = waiting.popLast() {
            if seen.insert(next).inserted { waiting += direct(from: next) }
        }
        return seen
    }

    private static func dumpPackage() throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // A build folder of its own: the one that runs this test is locked.
        let scratch = FileManager.default.temporaryDirectory.appending(path: "masthead-manifest-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        process.arguments = [
            "swift", "package", "--package-path", SourceTree.root.path, "--scratch-path", scratch.path, "dump-package",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return data
    }
}
