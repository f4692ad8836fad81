import Testing

@testable import Editorial

@Suite struct NumberClaimTests {
    private func claims(_ text: String, isFirst: Bool = false) -> [String] {
        NumberClaims(in: Array(text.unicodeScalars)[...], isFirst: isFirst).claims.map(\.written)
    }

    @Test(arguments: [
        ("About 27,000 people fled.", "27,000"), ("It is 8,849 metres high.", "8,849"),
        ("Prices rose by 5% in a year.", "5%"), ("Prices rose by 5 per cent.", "5"),
        ("It weighs 3.5 kg.", "3.5"), ("It weighs 8kg.", "8kg"), ("Heat it to 74 °C.", "74"),
        ("Heat it to 74°C.", "74°C"), ("It costs US$620 a head.", "620"), ("It costs €30.", "30"),
        ("Some 2000 km lie between them.", "2000"), ("Between 12–20 of them came.", "12–20"),
        ("There were 2 million of them.", "2"), ("There were two million of them.", "two"),
        ("Thirty per cent agree.", "Thirty"), ("It grew to 1,250 members.", "1,250"),
        ("On average 42 came.", "42"), ("In all, 193 states are members.", "193"),
        ("It is −40 °C there.", "40"), ("It is 384\u{A0}400 km away.", "384\u{A0}400"),
    ])
    func aNumberThatClaimsSomethingIsFound(text: String, number: String) {
        #expect(claims(text) == [number])
    }

    @Test(arguments: [
        "They fled in 2014.", "In March 2014 they fled.", "On 12 March 2014 they fled.",
        "On March 12, 2014, they fled.",
        "From 1950–1953 there was a war.", "In 2014/15 it fell.", "In the 1990s it fell.", "Rome burnt in AD 64.",
        "It was built around 300 BC.", "It begins at 10:30.", "It begins at 10 a.m. there.", "It ends at 5 pm.",
        "It is the 38th parallel.", "He came 2nd.", "See chapter 12.", "See page 340 for that.", "Step 11 is last.",
        "Apollo 11 landed there.", "The crew of Apollo 13 came back.", "Windows 11 is newer.", "Swift 6.3 is out.",
        "Version 2.0.1 mends it.", "They use HTTP/2 and IPv6.", "CO2 and H2O are molecules.", "The G20 met.",
        "It has 3 reasons.", "One of 10 ways.", "Was it 27,000 people?", "“Was it 27,000?”", "So 3 × 4 = 12 of them.",
        "Call 0800-123-456 now.", "The ISBN is 978-0-00-000000-2.", "A 100-watt bulb shines.",
        "The date is 2014-07-01.",
        "Half of 1/2 is a quarter.", "It is open 24/7.", "Nobody counted.", "Two people came.", "A million reasons.",
        "Two thousand years ago they knew.", "Divide it by 3,600 and you have it.",
        "RFC 9457 says so.", "Take bus 42 there.", "",
    ])
    func whatClaimsNothingIsLeft(text: String) {
        #expect(claims(text) == [])
    }

    @Test func aNumberThatCountsItsPassageIsLeft() {
        #expect(claims("12. The moon is far.", isFirst: true) == [])
        #expect(claims("12) The moon is far.", isFirst: true) == [])
        #expect(claims("12 people came.", isFirst: true) == ["12"])
    }

    @Test func oddNumbersBreakNothing() {
        for text in [
            "99999999999999999999999999", "1.2.3.4.5", "...1", "1e400", "٣٤", "½", "12–", "–12", "1,,2", "00:00:00",
        ] {
            _ = claims(text)
        }
        #expect(claims(String(repeating: "7 ", count: 50_000)).count == 0)
    }
}
