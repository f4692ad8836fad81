/// Looks for what makes a file something else as well as an image, wherever in the file it stands.
///
/// Nothing of it would survive, since every image is written anew: whoever sends such a file is to be told that
/// something is wrong with it.
enum ForeignContent {
    /// What else the file is; `nil` when it is nothing else.
    static func kind(in bytes: ImageBytes) -> String? {
        if holdsPDF(bytes) { return "a PDF document" }
        if holdsArchive(bytes) { return "a ZIP archive" }
        var position = 0
        while let found = bytes.next(UInt8(ascii: "<"), from: position) {
            if bytes.hasFolded("<?php", at: found) { return "a PHP program" }
            let marks: [StaticString] = ["<script", "<html", "<!doctype html"]
            if marks.contains(where: { bytes.hasFolded($0, at: found) }) { return "a web page" }
            position = found + 1
        }
        return nil
    }

    /// Readers take a header anywhere within the first 1024 bytes.
    private static func holdsPDF(_ bytes: ImageBytes) -> Bool {
        (0..<min(bytes.count, 1024)).contains { bytes.has("%PDF-", at: $0) }
    }

    /// The end of an archive's directory stands within the last 65,557 bytes, and says where the directory is
    /// (PKWARE's APPNOTE, §4.3.16).
    private static func holdsArchive(_ bytes: ImageBytes) -> Bool {
        var position = max(0, bytes.count - 65_557)
        while let found = bytes.next(UInt8(ascii: "P"), from: position) {
            if bytes.has("PK\u{5}\u{6}", at: found), let length = bytes.little(at: found + 12, length: 4),
                length <= found, let comment = bytes.little(at: found + 20, length: 2),
                found + 22 + comment <= bytes.count
            {
                return true
            }
            position = found + 1
        }
        return false
    }
}
