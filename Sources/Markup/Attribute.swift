/// An attribute of an HTML element; its value is escaped when it is written.
package struct Attribute: Sendable {
    package let name: StaticString
    /// `nil` for a boolean attribute, which is true by being there.
    package let value: String?

    private init(_ name: StaticString, _ value: String?) {
        self.name = name
        self.value = value
    }

    package static func accept(_ value: String) -> Attribute { Attribute("accept", value) }
    package static func action(_ value: String) -> Attribute { Attribute("action", value) }
    package static func alt(_ value: String) -> Attribute { Attribute("alt", value) }
    package static func ariaAutocomplete(_ value: String) -> Attribute { Attribute("aria-autocomplete", value) }
    package static func ariaControls(_ value: String) -> Attribute { Attribute("aria-controls", value) }
    package static func ariaCurrent(_ value: String) -> Attribute { Attribute("aria-current", value) }
    package static func ariaDescribedby(_ value: String) -> Attribute { Attribute("aria-describedby", value) }
    package static func ariaExpanded(_ value: String) -> Attribute { Attribute("aria-expanded", value) }
    package static func ariaHidden(_ value: String) -> Attribute { Attribute("aria-hidden", value) }
    package static func ariaInvalid(_ value: String) -> Attribute { Attribute("aria-invalid", value) }
    package static func ariaKeyshortcuts(_ value: String) -> Attribute { Attribute("aria-keyshortcuts", value) }
    package static func ariaLabel(_ value: String) -> Attribute { Attribute("aria-label", value) }
    package static func ariaLabelledby(_ value: String) -> Attribute { Attribute("aria-labelledby", value) }
    package static func ariaLive(_ value: String) -> Attribute { Attribute("aria-live", value) }
    package static func autocapitalize(_ value: String) -> Attribute { Attribute("autocapitalize", value) }
    package static func autocomplete(_ value: String) -> Attribute { Attribute("autocomplete", value) }
    package static func charset(_ value: String) -> Attribute { Attribute("charset", value) }
    package static func `class`(_ value: String) -> Attribute { Attribute("class", value) }
    package static func cols(_ value: Int) -> Attribute { Attribute("cols", String(value)) }
    package static func colspan(_ value: Int) -> Attribute { Attribute("colspan", String(value)) }
    package static func content(_ value: String) -> Attribute { Attribute("content", value) }
    package static func datetime(_ value: String) -> Attribute { Attribute("datetime", value) }
    package static func decoding(_ value: String) -> Attribute { Attribute("decoding", value) }
    package static func dir(_ value: String) -> Attribute { Attribute("dir", value) }
    package static func enctype(_ value: String) -> Attribute { Attribute("enctype", value) }
    package static func `for`(_ value: String) -> Attribute { Attribute("for", value) }
    package static func form(_ value: String) -> Attribute { Attribute("form", value) }
    package static func formaction(_ value: String) -> Attribute { Attribute("formaction", value) }
    package static func formtarget(_ value: String) -> Attribute { Attribute("formtarget", value) }
    package static func height(_ value: Int) -> Attribute { Attribute("height", String(value)) }
    package static func href(_ value: String) -> Attribute { Attribute("href", value) }
    package static func httpEquiv(_ value: String) -> Attribute { Attribute("http-equiv", value) }
    package static func id(_ value: String) -> Attribute { Attribute("id", value) }
    package static func inputmode(_ value: String) -> Attribute { Attribute("inputmode", value) }
    package static func lang(_ value: String) -> Attribute { Attribute("lang", value) }
    package static func list(_ value: String) -> Attribute { Attribute("list", value) }
    package static func loading(_ value: String) -> Attribute { Attribute("loading", value) }
    package static func max(_ value: String) -> Attribute { Attribute("max", value) }
    package static func maxlength(_ value: Int) -> Attribute { Attribute("maxlength", String(value)) }
    package static func media(_ value: String) -> Attribute { Attribute("media", value) }
    package static func method(_ value: String) -> Attribute { Attribute("method", value) }
    package static func min(_ value: String) -> Attribute { Attribute("min", value) }
    package static func name(_ value: String) -> Attribute { Attribute("name", value) }
    package static func pattern(_ value: String) -> Attribute { Attribute("pattern", value) }
    package static func property(_ value: String) -> Attribute { Attribute("property", value) }
    package static func referrerpolicy(_ value: String) -> Attribute { Attribute("referrerpolicy", value) }
    package static func rel(_ value: String) -> Attribute { Attribute("rel", value) }
    package static func role(_ value: String) -> Attribute { Attribute("role", value) }
    package static func rows(_ value: Int) -> Attribute { Attribute("rows", String(value)) }
    package static func sandbox(_ value: String) -> Attribute { Attribute("sandbox", value) }
    package static func scope(_ value: String) -> Attribute { Attribute("scope", value) }
    package static func size(_ value: Int) -> Attribute { Attribute("size", String(value)) }
    package static func spellcheck(_ value: String) -> Attribute { Attribute("spellcheck", value) }
    package static func src(_ value: String) -> Attribute { Attribute("src", value) }
    package static func step(_ value: String) -> Attribute { Attribute("step", value) }
    package static func tabindex(_ value: Int) -> Attribute { Attribute("tabindex", String(value)) }
    package static func target(_ value: String) -> Attribute { Attribute("target", value) }
    package static func title(_ value: String) -> Attribute { Attribute("title", value) }
    package static func type(_ value: String) -> Attribute { Attribute("type", value) }
    package static func value(_ value: String) -> Attribute { Attribute("value", value) }
    package static func width(_ value: Int) -> Attribute { Attribute("width", String(value)) }
    /// What a script reads: an attribute whose name begins with `data-`, which is to be spelt out.
    package static func data(_ name: StaticString, _ value: String) -> Attribute { Attribute(name, value) }
    package static let async = Attribute("async", nil)
    package static let autofocus = Attribute("autofocus", nil)
    package static let checked = Attribute("checked", nil)
    package static let `defer` = Attribute("defer", nil)
    package static let disabled = Attribute("disabled", nil)
    package static let hidden = Attribute("hidden", nil)
    package static let multiple = Attribute("multiple", nil)
    package static let open = Attribute("open", nil)
    package static let readonly = Attribute("readonly", nil)
    package static let required = Attribute("required", nil)
    package static let reversed = Attribute("reversed", nil)
    package static let selected = Attribute("selected", nil)
}
