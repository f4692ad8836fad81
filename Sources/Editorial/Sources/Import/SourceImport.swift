import Crypto
package import Kernel

/// Reads files of references, and says what would become of them.
package enum SourceImport {
    /// The forms that are read.
    package enum Format: String, Sendable, Hashable, CaseIterable {
        /// BibTeX and biblatex.
        case bibTeX = "bibtex"
        /// CSL-JSON, as Zotero exports it.
        case csl = "csl-json"
    }

    package static let mostBytes = 5_000_000
    package static let mostEntries = 10_000

    /// Reads a file as far as it can be read; nothing in it makes this fail but its size, and JSON that is none.
    ///
    /// - Throws: ``Problem`` of kind `invalid`.
    package static func read(_ bytes: [UInt8], as format: Format) throws(Problem) -> ImportedFile {
        guard bytes.count <= mostBytes else {
            throw refused("It has more than \(mostBytes / 1_000_000) MB.")
        }
        let file =
            switch format {
            case .bibTeX: try readBibTeX(bytes)
            case .csl: try readCSL(bytes)
            }
        guard !file.sources.isEmpty || !file.warnings.isEmpty else { throw refused("There is no reference in it.") }
        return file
    }

    /// Stands for a plan: another text, another day or another library have another one.
    package static func fingerprint(of plan: [PlannedSource]) -> String {
        var digest = SHA256()
        for planned in plan {
            let source = planned.source
            let parts = [
                "\(planned.state)", source?.slug.description, source?.title, source?.author, source?.publisher,
                source?.published?.description, source?.address, source?.accessed.description, source?.doi,
            ]
            for part in parts { digest.update(data: Array("\(part ?? "")\u{1}".utf8)) }
        }
        return digest.finalize().prefix(16).hexadecimal
    }

    private static func readBibTeX(_ bytes: [UInt8]) throws(Problem) -> ImportedFile {
        var file = ImportedFile()
        var bytes = bytes
        if String(validating: bytes, as: UTF8.self) == nil {
            // Old files are rarely in anything else.
            bytes = Array(String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })).utf8)
            file.warnings.append(
                ImportWarning(place: .line(1), message: "The file isn’t in UTF-8, so it was read as Latin-1."))
        }
        var reader = BibTeXReader(bytes, mostEntries: mostEntries)
        reader.read()
        guard !reader.isTooLong else { throw tooMany }
        file.sources = reader.entries.map { BibTeXSource($0).source }
        file.warnings += reader.warnings
        return file
    }

    private static func readCSL(_ bytes: [UInt8]) throws(Problem) -> ImportedFile {
        let value: JSONValue
        do {
            value = try JSONReader.value(of: bytes)
        } catch {
            let line = LineStarts(bytes).number(at: error.position)
            throw refused("It isn’t valid JSON. Line \(line): \(error.message)")
        }
        guard let items = value.items ?? value["items"]?.items ?? (value["title"] == nil ? nil : [value]) else {
            throw refused("There is no list of references in it.")
        }
        guard items.count <= mostEntries else { throw tooMany }
        var file = ImportedFile()
        for (index, item) in items.enumerated() {
            if case .object = item {
                file.sources.append(CSLSource(item, number: index + 1).source)
            } else {
                file.warnings.append(ImportWarning(place: .entry(index + 1), message: "This is no reference."))
            }
        }
        return file
    }

    private static var tooMany: Problem { refused("It has more than \(mostEntries) entries; import it in parts.") }

    private static func refused(_ detail: String) -> Problem {
        Problem(
            .invalid, slug: "import-invalid", title: "The file can’t be imported", detail: detail,
            fieldErrors: [Problem.FieldError(field: "file", message: detail)])
    }
}
