import Kernel
package import Markup

extension HTMLWriter {
    /// Leaves room for what has to be said of an article before its title, wherever that stands.
    package mutating func label(of article: Route) { region(.notice(.label(of: article.path))) }
}
