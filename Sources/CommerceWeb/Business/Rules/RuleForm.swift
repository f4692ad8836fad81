import Commerce
import HTTPSupport
import Kernel
import Markup

/// Reads and shows the fields of a rule.
enum RuleForm {
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be read.
    static func rule(
        _ form: FormBody, id: MerchantRule.ID, made: Timestamp, now: Timestamp
    ) throws(Problem) -> MerchantRule {
        var reading = FormReading(form)
        let programme = reading.identifier("programme", of: Programme.self, at: now)
        try reading.check(title: "The rule can’t be saved")
        let template = reading.text("template")
        let path = reading.text("path")
        return MerchantRule(
            id: id, programme: programme, domain: reading.text("domain"), path: path.isEmpty ? "/*" : path,
            template: template.isEmpty ? nil : template, made: made)
    }

    static func values(_ rule: MerchantRule) -> FormBody {
        FormBody(fields: [
            .init(name: "programme", value: rule.programme.description), .init(name: "domain", value: rule.domain),
            .init(name: "path", value: rule.path), .init(name: "template", value: rule.template ?? ""),
        ])
    }

    static func write(
        _ values: FormBody, _ programmes: [(value: String, name: String)], _ state: FormState,
        into html: inout HTMLWriter
    ) {
        html.element(.div, .class("pair")) { html in
            html.textField(
                "Domain", name: "domain", value: values["domain"],
                hint: "The registrable one, such as shop.example; all its hosts are meant.", state: state, .required,
                .spellcheck("false"))
            html.textField(
                "Path", name: "path", value: values["path"].isEmpty ? "/*" : values["path"],
                hint: "An asterisk stands for anything, as in /books/*. The closest rule goes first.", state: state,
                .spellcheck("false"))
            html.choice(
                "Programme", name: "programme", value: values["programme"], options: programmes, state: state)
            html.textField(
                "Template of its own", name: "template", value: values["template"],
                hint: "Empty for that of the programme.", state: state, .spellcheck("false"))
        }
    }
}
