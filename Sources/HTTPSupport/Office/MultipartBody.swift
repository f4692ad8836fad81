package import Kernel

/// A file that came with a form.
package struct UploadedFile: Sendable, Hashable {
    /// The field that it was chosen in.
    package let field: String
    /// As the browser names it; whoever sent it may have written anything.
    package let name: String
    package let bytes: [UInt8]

    package init(field: String, name: String, bytes: [UInt8]) {
        self.field = field
        self.name = name
        self.bytes = bytes
    }
}

/// A form with files, as a browser sends it (`multipart/form-data`, RFC 7578).
package struct MultipartBody: Sendable, Hashable {
    package let form: FormBody
    /// Without those fields in which no file was chosen.
    package let files: [UploadedFile]

    private static let mostParts = 200
    private static let longestHeader = 4096
    /// RFC 2046 §5.1.1 allows 70.
    private static let longestBoundary = 200

    /// - Parameter contentType: The field of the request's header, with the boundary in it.
    /// - Throws: ``Problem`` of kind `invalid` when it is not such a form.
    package init(_ bytes: [UInt8], contentType: String) throws(Problem) {
        guard let boundary = Self.boundary(in: contentType) else { throw Self.unreadable }
        let delimiter = Array("--\(boundary)".utf8)
        var fields: [FormBody.Field] = []
        var files: [UploadedFile] = []
        guard var position = Self.find(delimiter, in: bytes, from: 0) else { throw Self.unreadable }
        position += delimiter.count
        // Each further delimiter belongs to the line break before it.
        let separator = Array("\r\n".utf8) + delimiter
        while !Self.has("--", in: bytes, at: position) {
            guard Self.has("\r\n", in: bytes, at: position), fields.count + files.count < Self.mostParts,
                let endOfHeader = Self.find(
                    Array("\r\n\r\n".utf8), in: bytes, from: position, upTo: position + Self.longestHeader),
                let end = Self.find(separator, in: bytes, from: endOfHeader + 2)
            else { throw Self.unreadable }
            let header = try PartHeader(bytes[position..<endOfHeader])
            // An empty part's end begins with the line break that ends its header.
            let content = bytes[min(endOfHeader + 4, end)..<end]
            if let file = header.fileName {
                if !file.isEmpty || !content.isEmpty {
                    files.append(UploadedFile(field: header.name, name: file, bytes: Array(content)))
                }
            } else {
                // U+0000 stands in no text that anybody types, and no database keeps it.
                guard let text = String(validating: content.filter { $0 != 0 }, as: UTF8.self) else {
                    throw Self.unreadable
                }
                fields.append(.init(name: header.name, value: text.replacing("\r\n", with: "\n")))
            }
            position = end + separator.count
        }
        form = FormBody(fields: fields)
        self.files = files
    }

    private static func boundary(in contentType: String) -> String? {
        for parameter in contentType.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].filter({ $0 != " " }).lowercased() == "boundary" else { continue }
            let value = parts[1].filter { $0 != "\"" && $0 != " " }
            return (1...longestBoundary).contains(value.utf8.count) ? value : nil
        }
        return nil
    }

    private static func has(_ text: StaticString, in bytes: [UInt8], at position: Int) -> Bool {
        text.withUTF8Buffer { text in
            position + text.count <= bytes.count && bytes[position..<position + text.count].elementsEqual(text)
        }
    }

    private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int, upTo limit: Int = .max) -> Int? {
        let end = min(limit, bytes.count - needle.count)
        var position = start
        while position <= end, let found = bytes[position...end].firstIndex(of: needle[0]) {
            if bytes[found..<found + needle.count].elementsEqual(needle) { return found }
            position = found + 1
        }
        return nil
    }

    static let unreadable = Problem(
        .invalid, slug: "form-invalid", title: "The form could not be read",
        detail: "What the browser sent is not a form that this page knows. Nothing was changed.")
}

/// What stands before a part's content.
private struct PartHeader {
    let name: String
    /// `nil` for a field without a file.
    let fileName: String?

    init(_ bytes: ArraySlice<UInt8>) throws(Problem) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw MultipartBody.unreadable }
        let disposition = text.split(separator: "\r\n").first { line in
            line.prefix(20).lowercased() == "content-disposition:"
        }
        guard let disposition, let name = Self.parameter("name", in: disposition) else {
            throw MultipartBody.unreadable
        }
        self.name = name
        fileName = Self.parameter("filename", in: disposition)
    }

    /// The value of a quoted parameter, in which browsers write `%22` for a quotation mark (WHATWG HTML, §4.10.21.8).
    private static func parameter(_ name: String, in line: Substring) -> String? {
        guard let start = line.firstRange(of: "; \(name)=\"")?.upperBound,
            let end = line[start...].firstIndex(of: "\"")
        else { return nil }
        return String(line[start..<end]).replacing("%22", with: "\"").replacing("%0D", with: "").replacing(
            "%0A", with: "")
    }
}
