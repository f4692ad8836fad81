/// Characters that look like Latin letters, digits or ASCII signs, for whoever wants to tell one text from another by its look.
///
/// A hand-made part of what Unicode calls confusables (UTS #39 §4), and the letters of formulas, frames and full width.
enum Lookalikes {
    /// The ASCII character that a scalar looks like, in lower case; `nil` for none.
    static func ascii(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        let value = scalar.value
        switch value {
        case 0xFF01...0xFF5E: return lower(value - 0xFF01 + 0x21)
        // Mathematical letters: thirteen alphabets of capitals and small letters.
        case 0x1D400...0x1D6A3: return letter((value - 0x1D400) % 26)
        case 0x1D7CE...0x1D7FF: return digit((value - 0x1D7CE) % 10)
        case 0x24B6...0x24E9: return letter((value - 0x24B6) % 26)
        case 0x1F130...0x1F149: return letter(value - 0x1F130)
        case 0x1F150...0x1F169: return letter(value - 0x1F150)
        case 0x1F170...0x1F189: return letter(value - 0x1F170)
        case 0x1F1E6...0x1F1FF: return letter(value - 0x1F1E6)
        case 0x2460...0x2468: return digit(value - 0x2460 + 1)
        case 0x2080...0x2089: return digit(value - 0x2080)
        case 0x2074...0x2079: return digit(value - 0x2070)
        default: return single[value]
        }
    }

    private static func lower(_ value: UInt32) -> Unicode.Scalar? {
        Unicode.Scalar((0x41...0x5A).contains(value) ? value | 0x20 : value)
    }

    private static func letter(_ number: UInt32) -> Unicode.Scalar? { Unicode.Scalar(0x61 + number) }

    private static func digit(_ number: UInt32) -> Unicode.Scalar? { Unicode.Scalar(0x30 + number) }

    private static let single: [UInt32: Unicode.Scalar] = {
        let groups: [(Unicode.Scalar, String)] = [
            ("a", "аАαΑᴀɑ"), ("b", "ВвΒʙɓ"), ("c", "сСᴄϲℂℭ"), ("d", "ԁᴅɗ"), ("e", "еЕεΕᴇℯℰ"),
            ("f", "ꜰℱϝ"), ("g", "ɡɢℊ"), ("h", "һнНΗʜℋℌℍℎ"), ("i", "іІιΙɪℐℑ"), ("j", "јЈᴊ"), ("k", "кКκΚᴋ"),
            ("l", "ʟℒℓӏ"), ("m", "мМΜᴍℳ"), ("n", "ηΝɴℕ"), ("o", "оОοΟσᴏℴ"), ("p", "рРρΡᴘℙ"), ("q", "ԛℚ"),
            ("r", "гʀℛℜℝ"), ("s", "ѕЅꜱ"), ("t", "тТτΤᴛ"), ("u", "υᴜ"), ("v", "ѵνᴠ"), ("w", "ԝωᴡ"), ("x", "хХχΧ"),
            ("y", "уУγΥʏ"), ("z", "ᴢΖℤℨ"), ("'", "’‘ʼ′"), ("-", "‐‑‒–—"), (".", "․·•∙⋅。"), ("/", "⁄∕"), (":", "：∶"),
        ]
        var table: [UInt32: Unicode.Scalar] = [:]
        for (plain, likes) in groups {
            for scalar in likes.unicodeScalars { table[scalar.value] = plain }
        }
        return table
    }()
}
