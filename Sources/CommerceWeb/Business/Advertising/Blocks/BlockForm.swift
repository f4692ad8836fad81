import Commerce
import HTTPSupport
import Kernel
import Markup

/// Reads and shows the fields of a block.
enum BlockForm {
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func block(_ reading: FormReading) throws(Problem) -> Block {
        var reading = reading
        let value = reading.text("value")
        let matter: Block.Matter?
        switch reading.text("form") {
        case "domain": matter = .domain(value)
        case "category":
            matter = Slug(validating: value.lowercased().replacing(" ", with: "-")).map { .category($0) }
            if matter == nil { reading.fault("value", "Use letters, digits and hyphens, such as gambling.") }
        default:
            matter = nil
            reading.fault("form", "Choose what it is.")
        }
        try reading.check(title: "This can’t be blocked")
        guard let matter else { throw StaffRequest.nothingHere }
        return Block(matter, reason: reading.text("reason"))
    }

    static func write(_ values: FormBody, _ state: FormState, into html: inout HTMLWriter) {
        // The store tells of a domain by that name.
        let errors = state.errors.map {
            Problem.FieldError(field: $0.field == "domain" ? "value" : $0.field, message: $0.message)
        }
        let state = FormState(errors: errors)
        html.element(.div, .class("pair")) { html in
            html.choice(
                "What is blocked", name: "form", value: values["form"],
                options: [("category", "A category of advertisers"), ("domain", "A domain that creatives lead to")],
                state: state)
            html.textField(
                "Category or domain", name: "value", value: values["value"],
                hint: "Such as gambling, or casino.example with all its hosts.", state: state, .required,
                .spellcheck("false"))
        }
        html.textField(
            "Why", name: "reason", value: values["reason"], state: state, .required, .maxlength(200))
    }
}

extension Block.Matter {
    /// As forms name it.
    var form: String { if case .category = self { "category" } else { "domain" } }

    var value: String {
        switch self {
        case .category(let category): category.description
        case .domain(let domain): domain
        }
    }

    var title: String {
        switch self {
        case .category(let category): "The category \(category)"
        case .domain(let domain): domain
        }
    }
}
