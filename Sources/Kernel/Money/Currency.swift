/// A currency in use, by its three-letter code (ISO 4217).
package struct Currency: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Such as `EUR`.
    package let code: String

    /// Takes a code in either case; `nil` for one that isn’t in use.
    package init?(_ code: some StringProtocol) {
        let code = code.uppercased()
        guard Self.minorDigits[code] != nil else { return nil }
        self.code = code
    }

    private init(known code: String) { self.code = code }

    package static let euro = Currency(known: "EUR")
    package static let pound = Currency(known: "GBP")
    package static let dollar = Currency(known: "USD")

    /// All in use, by their codes.
    package static let all = minorDigits.keys.sorted().map(Currency.init(known:))

    /// How many decimal places its smallest coin has, 0 to 4.
    package var minorDigits: Int { Self.minorDigits[code] ?? 2 }

    package static func < (left: Self, right: Self) -> Bool { left.code < right.code }

    package var description: String { code }

    /// The active codes of ISO 4217 that stand for money (funds, metals and test codes left out).
    private static let minorDigits: [String: Int] = {
        let places: [(Int, String)] = [
            (
                2,
                """
                AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP \
                CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS \
                INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN \
                MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE \
                SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR \
                ZMW ZWG
                """
            ),
            (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
            (3, "BHD IQD JOD KWD LYD OMR TND"),
        ]
        var digits: [String: Int] = [:]
        for (count, codes) in places {
            for code in codes.split(separator: " ") { digits[String(code)] = count }
        }
        return digits
    }()
}
