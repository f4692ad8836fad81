package import Kernel
package import Markup

extension HTMLWriter {
    /// Opens a link to another site as its writer set it, where nothing decorates it.
    package mutating func openPlain(_ link: OutboundLink) {
        raw("<a href=\"")
        attributeText(link.address)
        raw("\" rel=\"external\">")
    }
}
