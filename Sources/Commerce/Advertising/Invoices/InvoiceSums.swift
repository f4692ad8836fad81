package import Kernel

/// What an invoice comes to: the lines to the micro, what rounding to whole cents adds, and the VAT on that.
package struct InvoiceSums: Sendable, Hashable {
    package let net: Money
    /// To the next whole cent, or whatever the currency’s smallest coin is; half a cent goes away from zero.
    package let rounding: Money
    package let vat: Money

    package var currency: Currency { net.currency }
    /// The lines with the rounding: what VAT is reckoned on.
    package var taxable: Money { Money(micros: net.micros + rounding.micros, currency) }
    package var total: Money { Money(micros: taxable.micros + vat.micros, currency) }

    init(net: Money, rounding: Money, vat: Money) {
        self.net = net
        self.rounding = rounding
        self.vat = vat
    }

    /// - Parameter vatRate: In hundredths of a per cent.
    package init(net: Money, vatRate: Int) {
        let currency = net.currency
        let coin = Int128(currency.smallestCoin)
        let taxable = Self.rounded(Int128(net.micros), toMultipleOf: coin)
        // In ten thousandths of a micro.
        let vat = Self.rounded(taxable * Int128(vatRate), toMultipleOf: coin * 10_000) / 10_000
        self.init(
            net: net, rounding: Money(micros: Int64(taxable - Int128(net.micros)), currency),
            vat: Money(micros: Int64(vat), currency))
    }

    private static func rounded(_ number: Int128, toMultipleOf step: Int128) -> Int128 {
        let (quotient, remainder) = number.quotientAndRemainder(dividingBy: step)
        guard remainder.magnitude * 2 >= step.magnitude else { return quotient * step }
        return (quotient + (number < 0 ? -1 : 1)) * step
    }

    package static prefix func - (sums: Self) -> Self {
        InvoiceSums(net: -sums.net, rounding: -sums.rounding, vat: -sums.vat)
    }

    static func + (left: Self, right: Self) -> Self {
        func sum(_ part: (Self) -> Money) -> Money {
            Money(micros: part(left).micros + part(right).micros, left.currency)
        }
        return InvoiceSums(net: sum(\.net), rounding: sum(\.rounding), vat: sum(\.vat))
    }
}

extension Currency {
    /// In millionths of its unit.
    package var smallestCoin: Int64 { (minorDigits..<6).reduce(1) { coin, _ in coin * 10 } }
}
