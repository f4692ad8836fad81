import HTTPSupport
import Kernel
import Testing

@Suite struct FormBodyTests {
    @Test func aFormIsReadAsABrowserSendsIt() throws {
        let form = try FormBody("title=A+%26+B&topic=a&topic=b&empty=&body=one%0D%0Atwo%0Athree%0D&flag".utf8)
        #expect(form["title"] == "A & B")
        #expect(form.all("topic") == ["a", "b"])
        #expect(form["empty"].isEmpty)
        #expect(form["body"] == "one\ntwo\nthree\r")
        #expect(form.has("flag"))
        #expect(!form.has("nothing"))
        #expect(try FormBody(form.encoded.utf8) == form)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%FF", "%C3=x"])
    func whatIsNotAFormIsRefused(body: String) {
        #expect(throws: Problem.self) { try FormBody(body.utf8) }
    }

    @Test func tooManyFieldsAreRefused() {
        let body = (0...2000).map { "f\($0)=" }.joined(separator: "&")
        #expect(throws: Problem.self) { try FormBody(body.utf8) }
    }
}
