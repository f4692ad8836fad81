package import Kernel
package import Markup

/// What a form says of its fields: the values that were typed, and what was wrong with them.
package struct FormState: Sendable {
    package let values: FormBody
    package let errors: [Problem.FieldError]

    package init(values: FormBody = FormBody(), errors: [Problem.FieldError] = []) {
        self.values = values
        self.errors = errors
    }

    func errors(of field: String) -> [String] { errors.filter { $0.field == field }.map(\.message) }
}

extension HTMLWriter {
    /// A form that is sent to a route, with the session's token in it.
    package mutating func form(
        _ route: OfficeRoute, token: String, _ attributes: Attribute?..., content: (inout HTMLWriter) -> Void
    ) {
        element(.form, attributes: [.method("post"), .action(route.path)] + attributes) { html in
            html.void(.input, .type("hidden"), .name("token"), .value(token))
            content(&html)
        }
    }

    /// A field with its label above it, a hint, and what was wrong with it.
    package mutating func field(
        _ label: String, name: String, hint: String? = nil, state: FormState, id: String? = nil,
        control: (inout HTMLWriter, _ id: String, _ description: Attribute?, _ invalid: Attribute?) -> Void
    ) {
        let id = id ?? "field-\(name)"
        let errors = state.errors(of: name)
        let described = [hint == nil ? nil : "\(id)-hint", errors.isEmpty ? nil : "\(id)-error"].compactMap(\.self)
        element(.div, .class(errors.isEmpty ? "field" : "field wrong")) { html in
            html.element(.label, .for(id), text: label)
            if let hint { html.element(.p, .class("hint"), .id("\(id)-hint"), text: hint) }
            if !errors.isEmpty {
                html.element(.p, .class("error"), .id("\(id)-error"), text: errors.joined(separator: " "))
            }
            control(
                &html, id, described.isEmpty ? nil : .ariaDescribedby(described.joined(separator: " ")),
                errors.isEmpty ? nil : .ariaInvalid("true"))
        }
    }

    /// One line of text.
    package mutating func textField(
        _ label: String, name: String, value: String, hint: String? = nil, state: FormState,
        _ attributes: Attribute?...
    ) {
        field(label, name: name, hint: hint, state: state) { html, id, description, invalid in
            html.void(.input, attributes: [.id(id), .name(name), .value(value), description, invalid] + attributes)
        }
    }

    /// Several lines of text.
    package mutating func textArea(
        _ label: String, name: String, value: String, rows: Int, hint: String? = nil, state: FormState,
        _ attributes: Attribute?...
    ) {
        field(label, name: name, hint: hint, state: state) { html, id, description, invalid in
            let all = [.id(id), .name(name), .rows(rows), description, invalid] + attributes
            html.element(.textarea, attributes: all) { html in
                // A parser drops a line break right after the tag, so one is put there to be dropped.
                html.raw("\n")
                html.text(value)
            }
        }
    }

    /// One of several.
    package mutating func choice(
        _ label: String, name: String, value: String, options: [(value: String, name: String)], hint: String? = nil,
        state: FormState, _ attributes: Attribute?...
    ) {
        field(label, name: name, hint: hint, state: state) { html, id, description, invalid in
            let all = [.id(id), .name(name), description, invalid] + attributes
            html.element(.select, attributes: all) { html in
                for option in options {
                    html.element(
                        .option, .value(option.value), option.value == value ? .selected : nil, text: option.name)
                }
            }
        }
    }

    /// A box to tick.
    package mutating func box(_ label: String, name: String, value: String, isTicked: Bool, id: String) {
        element(.label, .class("box"), .for(id)) { html in
            html.void(
                .input, .type("checkbox"), .id(id), .name(name), .value(value), isTicked ? .checked : nil)
            html.text(label)
        }
    }

    /// The button below the fields that sends the form.
    package mutating func submit(_ label: String) {
        element(.p, .class("actions")) { $0.element(.button, .class("primary"), text: label) }
    }

    /// What was wrong, at the head of a form.
    package mutating func problem(_ problem: Problem) {
        element(.div, .class("problem"), .role("alert")) { html in
            html.element(.p) { $0.element(.strong, text: problem.title) }
            html.element(.p, text: problem.detail)
        }
    }
}
