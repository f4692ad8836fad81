import Commerce
import HTTPSupport
import Kernel

/// What somebody typed about a report, and the report itself.
struct ReportForm {
    let options: ReportOptions
    let report: EarningReport
    /// The fields, with the text of the file that was chosen among them.
    let values: FormBody

    /// Columns whose headings can be named; the others go without saying.
    static let columns: [ReportColumn] = [
        .reference, .part, .day, .status, .subID, .merchant, .sale, .commission, .currency,
    ]

    /// - Throws: ``Problem`` of kind `invalid` when something in it can’t be used.
    init(_ request: StaffRequest) throws(Problem) {
        var reading = FormReading(request.form)
        let values = try Self.values(request)
        let network = Network(rawValue: reading.text("network"))
        if network == nil { reading.fault("network", "Choose the network.") }
        var options = ReportOptions(network: network ?? .generic)
        if !reading.text("programme").isEmpty {
            options.programme = reading.identifier("programme", of: Programme.self, at: request.now)
        }
        let code = reading.text("currency")
        if !code.isEmpty {
            options.currency = Currency(code)
            if options.currency == nil { reading.fault("currency", "“\(code.prefix(20))” is no currency in use.") }
        }
        options.decimals = ReportAmount.Decimals(rawValue: reading.text("decimals"))
        options.dayOrder = ReportDay.Order(rawValue: reading.text("days"))
        for column in Self.columns {
            let heading = reading.text("column-\(column.rawValue)")
            if !heading.isEmpty { options.headings[column] = heading }
        }
        if values["table"].isEmpty { reading.fault("table", "Choose a file, or paste its text.") }
        try reading.check(title: "The report can’t be read")
        self.options = options
        self.values = values
        let name = values["name"].isEmpty ? "pasted" : values["name"]
        report = EarningReport(
            .bytes(Array(values["table"].utf8)), name: String(name.prefix(200)), options: options)
    }

    /// The fields as they came, with the text of the file in the place of what was pasted.
    static func values(_ request: StaffRequest) throws(Problem) -> FormBody {
        guard let file = request.files.first(where: { $0.field == "file" }) else { return request.form }
        guard let text = String(validating: file.bytes, as: UTF8.self), !text.utf8.contains(0) else {
            let detail = "“\(file.name.prefix(80))” is no text in UTF-8. Save it as “CSV UTF-8”, and choose it again."
            throw Problem(
                .invalid, slug: "report-text", title: "The report can’t be read", detail: detail,
                fieldErrors: [.init(field: "file", message: detail)])
        }
        let rest = request.form.without("table").without("name").fields
        return FormBody(fields: rest + [.init(name: "table", value: text), .init(name: "name", value: file.name)])
    }
}
