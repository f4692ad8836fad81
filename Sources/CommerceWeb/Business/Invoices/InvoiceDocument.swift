import Commerce
import Documents
import Kernel

/// An invoice or a credit note on A4 pages.
struct InvoiceDocument {
    let invoice: Invoice
    /// The invoice that a credit note corrects.
    let corrected: Invoice?

    private static let left = 62.0
    private static let right = PageDocument.width - 57
    private static let top = 57.0
    /// Below this there is only the foot of the page.
    private static let bottom = PageDocument.height - 85

    private static let text = TextStyle(size: 9.5)
    private static let small = TextStyle(size: 8, grey: 0.3)
    private static let strong = TextStyle(size: 9.5, isBold: true)

    /// The columns of the table, from left to right.
    private static let columns: [(x: Double, width: Double)] = [
        (left, 222), (left + 232, 62), (left + 304, 82), (left + 396, right - left - 396),
    ]

    /// - Throws: ``DocumentFault`` when the machine has no fonts.
    func bytes() throws(DocumentFault) -> [UInt8] {
        // The foot of each page tells how many there are, so the pages are set twice.
        let pages = try set(pages: 0).pages
        return try set(pages: pages).document.finish()
    }

    private func set(pages: Int) throws(DocumentFault) -> (document: PageDocument, pages: Int) {
        var pen = Pen(
            document: try PageDocument(
                .init(title: title, author: invoice.issuer.name, created: invoice.issued.rfc3339)), pages: pages)
        writeHead(&pen)
        writeTable(&pen)
        writeSums(&pen)
        writeNotes(&pen)
        writeFoot(&pen)
        pen.document.endPage()
        return (pen.document, pen.page)
    }

    /// Where the next thing is written.
    private struct Pen {
        let document: PageDocument
        /// 0 while that isn’t known.
        let pages: Int
        var page = 1
        var y = InvoiceDocument.top

        mutating func write(_ text: String, x: Double = left, to end: Double = right, _ style: TextStyle) {
            y += document.write(text, x: x, y: y, width: end - x, style)
        }
    }

    var title: String {
        "\(invoice.kind == .invoice ? "Invoice" : "Credit note") \(invoice.number)"
    }

    // MARK: The head

    private func writeHead(_ pen: inout Pen) {
        let issuer = invoice.issuer
        pen.write(issuer.name, TextStyle(size: 13, isBold: true))
        pen.y += 2
        let line = ([issuer.address.replacing("\n", with: " · "), issuer.country.description]).joined(separator: " · ")
        pen.write(line, Self.small)
        let head = 130.0
        pen.y = head
        pen.write(invoice.recipient.name, to: Self.left + 250, Self.strong)
        pen.write("\(invoice.recipient.address)\n\(invoice.recipient.country)", to: Self.left + 250, Self.text)
        if !invoice.recipient.vatNumber.isEmpty {
            pen.y += 3
            pen.write("VAT number \(invoice.recipient.vatNumber)", to: Self.left + 250, Self.small)
        }
        let below = pen.y
        pen.y = head
        for (name, value) in facts {
            let (x, y) = (Self.left + 290, pen.y)
            let height = pen.document.write(value, x: x + 80, y: y, width: Self.right - x - 80, Self.text)
            pen.document.write(name, x: x, y: y + 1, width: 78, Self.small)
            pen.y = y + height + 3
        }
        pen.y = max(below, pen.y) + 36
        pen.write(title, TextStyle(size: 18, isBold: true))
        pen.y += 4
        pen.write(subject, Self.text)
        pen.y += 16
    }

    private var facts: [(String, String)] {
        var facts = [("Number", invoice.number.description), ("Date", invoice.day.written)]
        if let corrected { facts.append(("Corrects", "\(corrected.number) of \(corrected.day.written)")) }
        facts.append(("For", invoice.subject.month.written))
        if invoice.kind == .invoice { facts.append(("Due on", invoice.due.written)) }
        if !invoice.issuer.vatNumber.isEmpty { facts.append(("Our VAT number", invoice.issuer.vatNumber)) }
        if !invoice.reference.isEmpty { facts.append(("Your reference", invoice.reference)) }
        return facts
    }

    private var subject: String {
        let month = invoice.subject.month
        return switch invoice.kind {
        case .invoice:
            "Advertising delivered from \(month.first.written) to \(month.last.written), as counted."
        case .creditNote: "For advertising in \(month.written). \(invoice.reason)"
        }
    }

    // MARK: The table

    /// As many as the amount with the most needs, so that the figures stand below each other.
    private var decimals: Int {
        let amounts = invoice.lines.map(\.amount) + [invoice.sums.net, invoice.sums.rounding]
        return max(invoice.subject.currency.minorDigits, amounts.map(\.decimals).max() ?? 0)
    }

    private func writeTable(_ pen: inout Pen) {
        writeTableHead(&pen)
        var carried = Money.zero(invoice.subject.currency)
        for line in invoice.lines {
            let cells = [
                line.text, line.unit == .credit ? "" : line.quantity.written, line.priceWritten,
                line.amount.figure(decimals: decimals),
            ]
            let height =
                zip(Self.columns, cells).map { column, cell in
                    pen.document.height(of: cell, width: column.width, Self.text)
                }.max() ?? 0
            // A row never parts from the sum that is carried over below it.
            if pen.y + height + 24 > Self.bottom {
                carry("Carried over", carried, &pen)
                turn(&pen)
                writeTableHead(&pen)
                carry("Brought forward", carried, &pen)
            }
            for (number, (column, cell)) in zip(Self.columns, cells).enumerated() {
                pen.document.write(
                    cell, x: column.x, y: pen.y, width: column.width,
                    number == 0 ? Self.text : Self.text.aligned(.end))
            }
            pen.y += height + 5
            carried = Money(micros: carried.micros + line.amount.micros, carried.currency)
        }
    }

    private func writeTableHead(_ pen: inout Pen) {
        let cells = ["Campaign and flight", "Quantity", "Price", "Amount in \(invoice.subject.currency)"]
        for (number, (column, cell)) in zip(Self.columns, cells).enumerated() {
            pen.document.write(
                cell, x: column.x, y: pen.y, width: column.width, number == 0 ? Self.small : Self.small.aligned(.end))
        }
        pen.y += 13
        pen.document.rule(from: Self.left, to: Self.right, y: pen.y)
        pen.y += 6
    }

    private func carry(_ name: String, _ sum: Money, _ pen: inout Pen) {
        let style = TextStyle(size: 9.5, grey: 0.3)
        pen.document.write(name, x: Self.left, y: pen.y, width: 300, style)
        pen.document.write(
            sum.figure(decimals: decimals), x: Self.columns[3].x, y: pen.y, width: Self.columns[3].width,
            style.aligned(.end))
        pen.y += 18
    }

    private func turn(_ pen: inout Pen) {
        writeFoot(&pen)
        pen.document.endPage()
        pen.page += 1
        pen.y = Self.top
        pen.write("\(title), \(invoice.issuer.name)", Self.small)
        pen.y += 14
    }

    // MARK: What follows

    private func writeSums(_ pen: inout Pen) {
        let rows = invoice.sumRows
        if pen.y + Double(rows.count) * 16 + 12 > Self.bottom { turn(&pen) }
        pen.document.rule(from: Self.left, to: Self.right, y: pen.y)
        pen.y += 6
        for (number, row) in rows.enumerated() {
            let isTotal = number == rows.count - 1
            if isTotal {
                pen.document.rule(from: Self.columns[1].x, to: Self.right, y: pen.y + 1)
                pen.y += 6
            }
            let style = isTotal ? TextStyle(size: 11, isBold: true) : Self.text
            let figure =
                row.isExact
                ? row.amount.figure(decimals: decimals)
                : row.amount.figure(decimals: invoice.subject.currency.minorDigits)
            pen.document.write(row.name, x: Self.columns[1].x, y: pen.y, width: 180, style)
            pen.document.write(
                isTotal ? row.amount.written : figure, x: Self.columns[2].x, y: pen.y,
                width: Self.right - Self.columns[2].x, style.aligned(.end))
            pen.y += isTotal ? 20 : 15
        }
    }

    private func writeNotes(_ pen: inout Pen) {
        pen.y += 14
        for note in invoice.notes {
            let height = pen.document.height(of: note, width: Self.right - Self.left, Self.text)
            if pen.y + height > Self.bottom { turn(&pen) }
            pen.write(note, Self.text)
            pen.y += 8
        }
    }

    private func writeFoot(_ pen: inout Pen) {
        let y = PageDocument.height - 60
        pen.document.rule(from: Self.left, to: Self.right, y: y - 6, grey: 0.6)
        let issuer = invoice.issuer
        let name = issuer.vatNumber.isEmpty ? issuer.name : "\(issuer.name) · VAT number \(issuer.vatNumber)"
        pen.document.write(name, x: Self.left, y: y, width: 380, Self.small)
        pen.document.write(
            "Page \(pen.page) of \(pen.pages)", x: Self.right - 90, y: y, width: 90, Self.small.aligned(.end))
    }
}
