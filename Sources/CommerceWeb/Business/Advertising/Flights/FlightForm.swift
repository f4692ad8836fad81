import Commerce
import HTTPSupport
import Kernel
import Markup

/// Reads and shows the fields of a flight.
enum FlightForm {
    /// - Parameter old: What it was; `nil` for a new one.
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func flight(
        _ form: FormBody, id: Flight.ID, in campaign: Campaign, old: Flight?, _ names: TargetNames
    ) throws(Problem) -> Flight {
        var reading = FormReading(form)
        let currency = campaign.currency
        let first = reading.neededDay("first")
        let last = reading.neededDay("last")
        let pricing = pricing(&reading, currency)
        let budget = reading.money("budget", currency)
        if budget == nil, pricing?.form != .commission, reading.text("budget").isEmpty {
            reading.fault("budget", "The budget is missing.")
        }
        let priority = reading.number("priority")
        if priority == nil, reading.text("priority").isEmpty { reading.fault("priority", "The priority is missing.") }
        let pacing = Flight.Pacing(rawValue: reading.text("pacing"))
        if pacing == nil { reading.fault("pacing", "Choose how the budget is spread.") }
        let targeting = TargetingForm.targeting(&reading, names, old: old?.targeting ?? .everywhere)
        try reading.check(title: "The flight can’t be saved")
        return Flight(
            id: id, campaign: campaign.id, name: reading.text("name"), first: first, last: last,
            budget: budget ?? .zero(currency), pricing: pricing ?? .commission, pacing: pacing ?? .even,
            priority: priority ?? 0, targeting: targeting, isPaused: old?.isPaused ?? false)
    }

    private static func pricing(_ reading: inout FormReading, _ currency: Currency) -> Pricing? {
        let form = Pricing.Form(rawValue: reading.text("pricing"))
        switch form {
        case nil:
            reading.fault("pricing", "Choose what is paid for.")
            return nil
        case .perThousandViews, .perClick:
            guard let price = reading.money("price", currency) else {
                if reading.text("price").isEmpty { reading.fault("price", "The price is missing.") }
                return nil
            }
            return form == .perClick ? .perClick(price) : .perThousandViews(price)
        case .flat:
            guard let views = reading.number("promised") else {
                if reading.text("promised").isEmpty { reading.fault("promised", "Say for how many views.") }
                return nil
            }
            return .flat(views: views)
        case .commission: return .commission
        }
    }

    static func values(_ flight: Flight) -> FormBody {
        var (price, promised) = ("", "")
        switch flight.pricing {
        case .perThousandViews(let money), .perClick(let money): price = money.decimal
        case .flat(let views): promised = String(views)
        case .commission: break
        }
        return FormBody(
            fields: [
                .init(name: "name", value: flight.name), .init(name: "first", value: flight.first.description),
                .init(name: "last", value: flight.last.description),
                .init(name: "pricing", value: flight.pricing.form.rawValue), .init(name: "price", value: price),
                .init(name: "promised", value: promised),
                .init(name: "budget", value: flight.pricing == .commission ? "" : flight.budget.decimal),
                .init(name: "pacing", value: flight.pacing.rawValue),
                .init(name: "priority", value: String(flight.priority)),
            ] + TargetingForm.values(flight.targeting))
    }

    /// A flight that somebody begins to write.
    static func first(id: Flight.ID, on day: CalendarDay) -> FormBody {
        FormBody(fields: [
            .init(name: "id", value: id.description), .init(name: "first", value: day.description),
            .init(name: "last", value: day.advanced(byDays: 29).description),
            .init(name: "pricing", value: Pricing.Form.perThousandViews.rawValue),
            .init(name: "pacing", value: Flight.Pacing.even.rawValue), .init(name: "priority", value: "5"),
        ])
    }

    /// - Parameter preview: What could be had; `nil` when nobody has asked.
    static func write(
        _ values: FormBody, _ currency: Currency, _ names: TargetNames, _ state: FormState, _ preview: FlightPreview?,
        into html: inout HTMLWriter
    ) {
        html.element(.div, .class("pair")) { html in
            html.textField(
                "Name", name: "name", value: values["name"], hint: "Such as Guides, evenings.", state: state, .required,
                .maxlength(80))
            html.choice(
                "Priority", name: "priority", value: values["priority"],
                options: (1...10).map { (String($0), $0 == 5 ? "5, as usual" : String($0)) },
                hint: "A flight of twice the priority stands twice as often, where both might.", state: state)
        }
        html.element(.div, .class("pair")) { html in
            html.textField(
                "First day", name: "first", value: values["first"], state: state, .type("date"), .required)
            html.textField(
                "Last day", name: "last", value: values["last"], hint: "At most \(Flight.longest) days in all.",
                state: state, .type("date"), .required)
        }
        html.element(.h2, text: "What is paid")
        html.element(.div, .class("pair")) { html in
            html.choice(
                "What is paid for", name: "pricing", value: values["pricing"],
                options: Pricing.Form.allCases.map { ($0.rawValue, $0.title) }, state: state)
            html.choice(
                "How it is spread", name: "pacing", value: values["pacing"],
                options: [("even", "Evenly, as readers come"), ("fast", "As fast as possible")], state: state)
        }
        html.element(.div, .class("pair")) { html in
            html.textField(
                "Price in \(currency)", name: "price", value: values["price"],
                hint: "For a thousand views, or for a click.", state: state, .inputmode("decimal"))
            html.textField(
                "Budget in \(currency)", name: "budget", value: values["budget"],
                hint: "What is billed at most; the flat price as a whole. Empty for a commission.", state: state,
                .inputmode("decimal"))
            html.textField(
                "Views for a flat price", name: "promised", value: values["promised"],
                hint: "How many are promised. Empty for other prices.", state: state, .inputmode("numeric"))
        }
        if let preview {
            html.element(.p, .class("notice"), .id("forecast"), .role("status"), text: preview.words)
        }
        TargetingForm.write(values, names, state, into: &html)
    }

    /// Writes the buttons: the first saves, also when somebody presses Enter.
    ///
    /// - Parameter forecast: What tells what can be had; the answer stands beside the budget.
    static func writeActions(save: String, forecast: OfficeRoute, into html: inout HTMLWriter) {
        html.element(.p, .class("actions")) { html in
            html.element(.button, .class("primary"), text: save)
            html.element(.button, .formaction("\(forecast.path)#forecast"), text: "See what can be had")
        }
        html.element(
            .p, .class("hint"),
            text:
                "What can be had in these days, where it may stand, is told beside the budget; nothing is saved by asking."
        )
    }
}

extension Pricing.Form {
    var title: String {
        switch self {
        case .perThousandViews: "Each thousand views"
        case .perClick: "Each click"
        case .flat: "A flat price for a number of views"
        case .commission: "Nothing: it earns by commission"
        }
    }
}
