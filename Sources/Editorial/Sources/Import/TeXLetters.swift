/// The letters and signs that TeX has commands for.
enum TeXLetters {
    enum Accent: String {
        case grave = "GRAVE"
        case acute = "ACUTE"
        case circumflex = "CIRCUMFLEX"
        case tilde = "TILDE"
        case diaeresis = "DIAERESIS"
        case macron = "MACRON"
        case dotAbove = "DOT ABOVE"
        case breve = "BREVE"
        case caron = "CARON"
        case doubleAcute = "DOUBLE ACUTE"
        case cedilla = "CEDILLA"
        case ogonek = "OGONEK"
        case ring = "RING ABOVE"
        case dotBelow = "DOT BELOW"
        case lineBelow = "LINE BELOW"

        /// The mark that joins the letter before it.
        var mark: Unicode.Scalar {
            switch self {
            case .grave: "\u{300}"
            case .acute: "\u{301}"
            case .circumflex: "\u{302}"
            case .tilde: "\u{303}"
            case .diaeresis: "\u{308}"
            case .macron: "\u{304}"
            case .dotAbove: "\u{307}"
            case .breve: "\u{306}"
            case .caron: "\u{30C}"
            case .doubleAcute: "\u{30B}"
            case .cedilla: "\u{327}"
            case .ogonek: "\u{328}"
            case .ring: "\u{30A}"
            case .dotBelow: "\u{323}"
            case .lineBelow: "\u{331}"
            }
        }
    }

    static let accents: [String: Accent] = [
        "`": .grave, "'": .acute, "^": .circumflex, "~": .tilde, "\"": .diaeresis, "=": .macron, ".": .dotAbove,
        "u": .breve, "v": .caron, "H": .doubleAcute, "c": .cedilla, "k": .ogonek, "r": .ring, "d": .dotBelow,
        "b": .lineBelow,
    ]

    static let signs: [String: String] = [
        "ss": "ß", "SS": "ẞ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
        "aa": "å", "AA": "Å", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ",
        "i": "ı", "j": "ȷ", "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’",
        "textquotedblleft": "“", "textquotedblright": "”", "textquotesingle": "'", "textquotedbl": "\"",
        "guillemotleft": "«", "guillemotright": "»", "glqq": "„", "grqq": "“", "ldots": "…", "dots": "…",
        "textellipsis": "…", "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\",
        "textunderscore": "_", "textbar": "|", "textless": "<", "textgreater": ">", "textdollar": "$", "pounds": "£",
        "textsterling": "£", "texteuro": "€", "euro": "€", "copyright": "©", "textregistered": "®",
        "texttrademark": "™", "S": "§", "P": "¶", "dag": "†", "textdegree": "°", "times": "×", "textmu": "µ",
        "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "slash": "/", "newline": " ", "space": " ", "quad": " ",
        "qquad": " ", "textperiodcentered": "·", "textbullet": "•", "textnumero": "№",
    ]

    /// A letter with an accent: the one that Unicode has, or else the letter with a mark after it.
    static func letter(_ base: Unicode.Scalar, _ accent: Accent) -> String {
        let plain: Unicode.Scalar = base == "ı" ? "i" : base == "ȷ" ? "j" : base
        guard plain.properties.isAlphabetic else { return String(Character(base)) }
        if let made = composed["\(plain) \(accent.rawValue)"] { return String(Character(made)) }
        var text = String.UnicodeScalarView([plain])
        text.append(accent.mark)
        return String(text)
    }

    /// Latin letters by the plain letter and the accent that make them, taken from the names that Unicode gives them,
    /// since the standard library has no composition to ask instead.
    private static let composed: [String: Unicode.Scalar] = {
        var letters: [String: Unicode.Scalar] = [:]
        for value in Array(UInt32(0xC0)...0x24F) + Array(0x1E00...0x1EFF) {
            guard let scalar = Unicode.Scalar(value),
                let words = scalar.properties.name?.split(separator: " ").map(String.init), words.count >= 6,
                words[0] == "LATIN", words[2] == "LETTER", words[4] == "WITH", words[3].count == 1
            else { continue }
            let letter = words[1] == "SMALL" ? words[3].lowercased() : words[3]
            letters["\(letter) \(words[5...].joined(separator: " "))"] = scalar
        }
        return letters
    }()
}
