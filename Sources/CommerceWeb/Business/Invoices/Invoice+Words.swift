import Commerce
import Kernel

extension Money {
    /// How many decimals the amount has.
    var decimals: Int { decimal.split(separator: ".").dropFirst().first?.utf8.count ?? 0 }

    /// The number without its currency, with at least so many decimals.
    func figure(decimals: Int) -> String {
        var number = String(written.dropLast(currency.code.utf8.count + 1))
        let present = number.split(separator: ".").dropFirst().first?.utf8.count ?? 0
        guard present < decimals else { return number }
        if present == 0 { number += "." }
        return number + String(repeating: "0", count: decimals - present)
    }
}

extension InvoiceLine {
    /// What one costs, or what else the amount is made of.
    var priceWritten: String {
        switch unit {
        case .views: "\(Money(micros: price.micros * 1000, price.currency).written) per\u{A0}1,000\u{A0}views"
        case .clicks: "\(price.written) per\u{A0}click"
        case .share: "part of a flat price, for views"
        case .credit: ""
        }
    }
}

extension Invoice {
    struct SumRow {
        let name: String
        let amount: Money
        /// Whether it may have more decimals than the currency’s coins.
        let isExact: Bool
    }

    /// From what the lines come to, to what is owed.
    var sumRows: [SumRow] {
        var rows = [
            SumRow(name: "The lines together", amount: sums.net, isExact: true),
            SumRow(name: "Rounding to whole coins", amount: sums.rounding, isExact: true),
            SumRow(name: "Net", amount: sums.taxable, isExact: false),
            SumRow(name: "VAT, \(vatRate.asPercentage)", amount: sums.vat, isExact: false),
        ]
        rows.append(SumRow(name: kind == .invoice ? "To be paid" : "Credited", amount: sums.total, isExact: false))
        return rows
    }

    /// What is said below the sums.
    var notes: [String] {
        var notes: [String] = []
        if isReverseCharge {
            notes.append(
                """
                Reverse charge: VAT is to be accounted for by the recipient of the service (Article 196 of Council \
                Directive 2006/112/EC, or the corresponding rule of the recipient’s country).
                """)
        }
        if kind == .invoice {
            notes.append("Please pay \(sums.total.written) by \(due.written), naming the number \(number).")
            if !payment.isEmpty { notes.append(payment) }
        }
        return notes
    }
}

extension Int {
    /// Hundredths of a per cent, such as `19 %` or `8.1 %`.
    var asPercentage: String {
        let fraction = self % 100
        let digits =
            fraction == 0 ? "" : fraction % 10 == 0 ? ".\(fraction / 10)" : ".\(fraction < 10 ? "0" : "")\(fraction)"
        return "\(self / 100)\(digits)\u{A0}%"
    }

    /// Reads a percentage such as `19`, `8.1` or `7,25` as hundredths of a per cent.
    init?(percentage text: String) {
        let parts = text.replacing(",", with: ".").replacing("%", with: "").split(
            separator: ".", omittingEmptySubsequences: false
        ).map { $0.filter { !$0.isWhitespace } }
        guard (1...2).contains(parts.count), (1...3).contains(parts[0].utf8.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
            let whole = Int(parts[0]), parts.count == 1 || (1...2).contains(parts[1].utf8.count)
        else { return nil }
        let fraction = parts.count == 1 ? "00" : parts[1] + String(repeating: "0", count: 2 - parts[1].utf8.count)
        guard let hundredths = Int(fraction) else { return nil }
        self = whole * 100 + hundredths
    }
}
