import Audience
import Kernel
import Testing

@Suite struct HandleNameTests {
    @Test(arguments: [
        "", " ", "a", "1", "12", "-._", "<b>", "Ann\u{0}", "Ann\u{202E}nnA", "Ann\u{200B}", "a@b.example", "Ann/Lee",
        "💥💥",
        "ㅤㅤ", "Ann\u{FE0F}", String(repeating: "a", count: 41), "🇩🇪", "\u{3164}\u{3164}a",
    ])
    func whatIsNoNameIsRefused(text: String) {
        #expect(throws: Problem.self) { try HandleName(text) }
    }

    @Test(arguments: [
        ("Ann", "Ann"), ("  Ann \n Lee ", "Ann Lee"), ("Jean-Luc P.", "Jean-Luc P."), ("o’Neill", "o’Neill"),
        ("Жанна", "Жанна"), ("山田太郎", "山田太郎"), ("r2_d2", "r2_d2"),
        (String(repeating: "a", count: 40), String(repeating: "a", count: 40)),
    ])
    func whatIsANameIsKept(typed: String, kept: String) throws {
        #expect(try HandleName(typed).description == kept)
    }

    @Test(arguments: [
        ("Ann Lee", "annlee"), ("Ann Lee", "Аnn Lее"), ("Ian", "lan"), ("Olaf", "0laf"), ("Élodie", "elodie"),
        ("J. R. Hartley", "jr_hartley"),
    ])
    func namesThatLookAlikeAreTheSame(one: String, other: String) throws {
        #expect(try HandleName(one).folded == HandleName(other).folded)
    }

    @Test(arguments: [
        "Admin", "admin", "The Editor", "Site-Admin", "moderator", "Mоderator", "Ada Byline", "ada byIine", "Quarto",
        "Anon 7", "anon12",
    ])
    func nobodyCanPassForTheSite(name: String) throws {
        let reserved = ReservedNames(["Ada Byline", "Quarto"])
        let name = try HandleName(name)
        #expect(throws: Problem.self) { try reserved.check(name) }
    }

    @Test(arguments: ["Edith", "Modesty", "Anonymous Coward", "Adam"])
    func othersCanChooseTheirNames(name: String) throws {
        try ReservedNames(["Ada Byline", "Quarto"]).check(HandleName(name))
    }
}
