import Documents
import Testing

@Suite struct PageDocumentTests {
    private static let style = TextStyle(size: 10)

    private func document() throws -> PageDocument {
        try PageDocument(.init(title: "A title", author: "An author", created: "2026-11-25T09:00:00Z"))
    }

    private func contains(_ text: String, _ bytes: [UInt8]) -> Bool {
        bytes.count >= text.utf8.count
            && bytes.indices.dropLast(text.utf8.count - 1).contains { start in
                bytes[start..<start + text.utf8.count].elementsEqual(text.utf8)
            }
    }

    @Test func whatIsWrittenIsAPDFWithFontsAndPages() throws {
        let document = try document()
        for text in ["Words", "Слова", "שלום", "a\u{0}b"] {
            document.write(text, x: 60, y: 60, width: 200, Self.style)
            document.endPage()
        }
        let bytes = try document.finish()
        #expect(bytes.starts(with: Array("%PDF-1.".utf8)))
        #expect(contains("%%EOF", bytes) && contains("/Count 4", bytes))
        #expect(contains("/FontFile", bytes) && contains("/ToUnicode", bytes))
        #expect(contains("/MediaBox [ 0 0 595", bytes))
    }

    @Test func aTextBecomesHigherInANarrowerColumn() throws {
        let document = try document()
        let text = "Several words that do not fit into a narrow column."
        let wide = document.height(of: text, width: 400, Self.style)
        let narrow = document.height(of: text, width: 60, Self.style)
        #expect(wide > 9 && wide < 20 && narrow > wide * 3)
        #expect(document.height(of: "One\nTwo", width: 400, Self.style) > wide * 1.8)
        // A word that is wider than its column is broken, and doesn’t stick out.
        #expect(document.height(of: String(repeating: "x", count: 100), width: 60, Self.style) > wide * 5)
    }

    /// Documents are made on whichever thread has a request.
    @Test func severalAreMadeAtTheSameTime() async throws {
        let lengths = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let document = try document()
                    document.write("Number \(number)", x: 60, y: 60, width: 200, Self.style)
                    document.endPage()
                    return try document.finish().count
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(lengths.count == 8 && lengths.allSatisfy { $0 > 1000 })
    }
}
