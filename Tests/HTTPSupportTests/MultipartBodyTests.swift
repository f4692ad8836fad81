import HTTPSupport
import Kernel
import Testing

@Suite struct MultipartBodyTests {
    private static let type = "multipart/form-data; boundary=----X1"

    private static func body(_ parts: String...) -> [UInt8] {
        Array((parts.map { "------X1\r\n\($0)\r\n" }.joined() + "------X1--\r\n").utf8)
    }

    private static func field(_ name: String, _ value: String) -> String {
        "Content-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)"
    }

    private static func file(_ name: String, _ value: String) -> String {
        "content-disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: image/png\r\n\r\n\(value)"
    }

    @Test func fieldsAndFilesAreRead() throws {
        let body = Self.body(
            Self.field("token", "abc"), Self.field("text", "one\r\ntwo"), Self.field("empty", ""),
            Self.file("a %22b%22.png", "\r\n--\r\n------X\r\n"), Self.file("empty.png", ""), Self.file("", ""))
        let read = try MultipartBody(body, contentType: Self.type)
        #expect(read.form["token"] == "abc")
        #expect(read.form["text"] == "one\ntwo")
        #expect(read.form.has("empty") && read.form["empty"].isEmpty)
        #expect(read.files.map(\.name) == ["a \"b\".png", "empty.png"])
        #expect(read.files.map(\.field) == ["file", "file"])
        #expect(read.files.map(\.bytes) == [Array("\r\n--\r\n------X\r\n".utf8), []])
    }

    @Test func aFileIsKeptByteForByte() throws {
        let content = (0...255).map(UInt8.init) + [0x0D, 0x0A, 0x2D, 0x2D]
        let head = Array("------X1\r\n\(Self.file("x", ""))".utf8)
        let body = head + content + Array("\r\n------X1--".utf8)
        #expect(
            try MultipartBody(body, contentType: "multipart/form-data; Boundary=\"----X1\"").files[0].bytes == content)
    }

    @Test(arguments: [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=other",
        "multipart/form-data; boundary=\(String(repeating: "x", count: 201))",
    ])
    func withoutItsBoundaryItIsRefused(type: String) {
        #expect(throws: Problem.self) { try MultipartBody(Self.body(Self.field("a", "b")), contentType: type) }
    }

    @Test(arguments: [
        "", "------X1", "------X1\r\n", "------X1\r\nContent-Type: a/b\r\n\r\nx\r\n------X1--",
        "------X1\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n------X1--",
        "------X1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
        "------X1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n------X1",
    ])
    func whatBreaksOffIsRefused(text: String) {
        #expect(throws: Problem.self) { try MultipartBody(Array(text.utf8), contentType: Self.type) }
    }

    @Test func everyPrefixIsReadOrRefused() throws {
        let whole = Self.body(Self.field("a", "b"), Self.file("x.png", "content"))
        for length in 0..<(whole.count - 4) {
            #expect(throws: Problem.self) { try MultipartBody(Array(whole.prefix(length)), contentType: Self.type) }
        }
    }

    @Test func textHasToBeUTF8AndPartsFew() {
        let bad = Array("------X1\r\n\(Self.field("a", ""))".utf8) + [0xFF] + Array("\r\n------X1--".utf8)
        #expect(throws: Problem.self) { try MultipartBody(bad, contentType: Self.type) }
        let many = Array(repeating: "------X1\r\n\(Self.field("a", "b"))\r\n", count: 201).joined() + "------X1--"
        #expect(throws: Problem.self) { try MultipartBody(Array(many.utf8), contentType: Self.type) }
    }
}
