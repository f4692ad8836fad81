import Testing

@testable import Markup

@Suite struct HTMLWriterTests {
    private func html(_ write: (inout HTMLWriter) -> Void) -> String {
        var html = HTMLWriter()
        write(&html)
        return String(decoding: html.bytes, as: UTF8.self)
    }

    @Test func textCannotBecomeMarkup() {
        #expect(
            html { $0.element(.p, text: "<script>alert(1)</script> & \"more\"") }
                == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; \"more\"</p>")
    }

    @Test func attributeValuesCannotEndThemselves() {
        #expect(
            html { $0.element(.a, .href("/x\" onclick=\"alert(1)"), text: "x") }
                == "<a href=\"/x&quot; onclick=&quot;alert(1)\">x</a>")
    }

    @Test func nulBecomesTheReplacementCharacter() {
        #expect(html { $0.text("a\0b") } == "a\u{FFFD}b")
    }

    @Test func absentAttributesAreLeftOut() {
        #expect(html { $0.element(.a, nil, .href("/")) { $0.text("x") } } == "<a href=\"/\">x</a>")
    }

    @Test func elementsThatHoldNothingHaveNoEndTag() {
        #expect(html { $0.void(.meta, .charset("utf-8")) } == "<meta charset=\"utf-8\">")
    }

    @Test func marksKnowWhereTheyStand() throws {
        var html = HTMLWriter()
        html.text("ab")
        html.mark("here")
        html.text("c")
        let mark = try #require(html.marks.first)
        #expect(mark.offset == 2)
        #expect(mark.content as? String == "here")
    }
}

@Suite struct JSONValueTests {
    private func text(_ value: JSONValue) -> String { String(decoding: value.bytes, as: UTF8.self) }

    @Test func membersKeepTheirOrderAndAbsentOnesAreLeftOut() {
        #expect(text(.object(["b": 1.json, "a": nil, "c": [.bool(true)]])) == #"{"b":1,"c":[true]}"#)
    }

    @Test(arguments: [
        ("</script>", #""\u003c/script\u003e""#), ("\"\\", #""\"\\""#), ("line\nend", #""line\nend""#),
        ("\u{1}", #""\u0001""#), ("é😀", "\"é😀\""), ("a&b", #""a\u0026b""#),
    ])
    func stringsAreSafeInsideAScriptElement(text: String, expected: String) {
        #expect(self.text(.string(text)) == expected)
    }
}

@Suite struct XMLWriterTests {
    @Test func textAndAttributesAreEscaped() {
        var xml = XMLWriter()
        xml.element("a", ["b": "\"<&>\""], text: "x < y & z\u{1}")
        #expect(
            String(decoding: xml.bytes, as: UTF8.self)
                == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&quot;&#x3C;&amp;&gt;&quot;\">x &#x3C; y &amp; z </a>\n"
        )
    }
}

extension Int {
    fileprivate var json: JSONValue { .integer(self) }
}
