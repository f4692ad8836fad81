import Audience
import Kernel

/// The file that holds the key under which readers’ addresses are kept.
struct KeyFile {
    let path: String

    /// The key, which is made when there is none; of several processes that start at the same time, one makes it.
    ///
    /// - Throws: ``Problem`` of kind `unavailable` that names the file and what is wrong with it.
    func key() throws(Problem) -> AudienceKey {
        let file = SecretFile(path: path, longest: AudienceKey.length + 1) { Self.problem($0, $1) }
        let bytes = try file.bytes { AudienceKey.random() }
        guard let key = AudienceKey(bytes) else {
            throw Self.problem(path, "it has \(bytes.count) bytes, and not \(AudienceKey.length)")
        }
        return key
    }

    private static func problem(_ path: String, _ reason: String) -> Problem {
        Problem(
            .unavailable, slug: "audience-key-file", title: "The key of the readers’ addresses can’t be used",
            detail: "\(path): \(reason). Put the file of a backup there, or make it readable.")
    }
}
