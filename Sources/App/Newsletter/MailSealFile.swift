import Kernel
import Secrets

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file of the keys that close the addresses to which mail comes back: a line for each, its number and 32 bytes in hexadecimal.
///
/// The greatest number closes, and all of them open, so that a key can be replaced by adding a line.
struct MailSealFile {
    private let data: DataDirectory

    private static let length = 32
    private static let longest = 16_384

    init(_ data: DataDirectory) { self.data = data }

    /// The keys, of which one is made when there is no file.
    ///
    /// - Throws: ``Problem`` of kind `unavailable` that names the file and what is wrong with it.
    func keys() throws(Problem) -> SealingKeys {
        let path = data.mailSealPath
        mkdir("\(data.path)/keys", 0o700)
        let file = SecretFile(path: path, longest: Self.longest) { Self.problem($0, $1) }
        let bytes = try file.bytes { Array("1 \(Secret.bytes(Self.length).hexadecimal)\n".utf8) }
        var secrets: [UInt8: [UInt8]] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ")
            guard words.count == 2, let version = UInt8(words[0]), secrets[version] == nil,
                let secret = [UInt8](hexadecimal: words[1]), secret.count == Self.length
            else { throw Self.problem(path, "a line of it is no number and 32 bytes in hexadecimal") }
            secrets[version] = secret
        }
        guard let current = secrets.keys.max(), let secret = secrets.removeValue(forKey: current),
            let keys = SealingKeys(current: current, secret: secret, earlier: secrets)
        else { throw Self.problem(path, "it holds no key") }
        return keys
    }

    private static func problem(_ path: String, _ reason: String) -> Problem {
        Problem(
            .unavailable, slug: "mail-seal-file", title: "The keys of return addresses can’t be used",
            detail:
                "\(path): \(reason). Put the file of a backup there, or move it away: then bounces of mails that were sent before are not understood."
        )
    }
}
