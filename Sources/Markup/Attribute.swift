/// An attribute of an HTML element; its value is escaped when it is written.
package struct Attribute: Sendable {
    package let name: StaticString
    /// `nil` for a boolean attribute, which is true by being there.
    package let value: String?

    private init(_ name: StaticString, _ value: String?) {
        self.name = name
        self.value = value
    }

    package static func action(_ value: String) -> Attribute { Attribute("action", value) }
    package static func ariaCurrent(_ value: String) -> Attribute { Attribute("aria-current", value) }
    package static func ariaLabel(_ value: String) -> Attribute { Attribute("aria-label", value) }
    package static func ariaLabelledby(_ value: String) -> Attribute { Attribute("aria-labelledby", value) }
    package static func autocomplete(_ value: String) -> Attribute { Attribute("autocomplete", value) }
    package static func charset(_ value: String) -> Attribute { Attribute("charset", value) }
    package static func `class`(_ value: String) -> Attribute { Attribute("class", value) }
    package static func content(_ value: String) -> Attribute { Attribute("content", value) }
    package static func datetime(_ value: String) -> Attribute { Attribute("datetime", value) }
    package static func `for`(_ value: String) -> Attribute { Attribute("for", value) }
    package static func href(_ value: String) -> Attribute { Attribute("href", value) }
    package static func id(_ value: String) -> Attribute { Attribute("id", value) }
    package static func lang(_ value: String) -> Attribute { Attribute("lang", value) }
    package static func maxlength(_ value: Int) -> Attribute { Attribute("maxlength", String(value)) }
    package static func media(_ value: String) -> Attribute { Attribute("media", value) }
    package static func method(_ value: String) -> Attribute { Attribute("method", value) }
    package static func name(_ value: String) -> Attribute { Attribute("name", value) }
    package static func property(_ value: String) -> Attribute { Attribute("property", value) }
    package static func rel(_ value: String) -> Attribute { Attribute("rel", value) }
    package static func role(_ value: String) -> Attribute { Attribute("role", value) }
    package static func scope(_ value: String) -> Attribute { Attribute("scope", value) }
    package static func tabindex(_ value: Int) -> Attribute { Attribute("tabindex", String(value)) }
    package static func title(_ value: String) -> Attribute { Attribute("title", value) }
    package static func type(_ value: String) -> Attribute { Attribute("type", value) }
    package static func value(_ value: String) -> Attribute { Attribute("value", value) }
    package static let reversed = Attribute("reversed", nil)
}
