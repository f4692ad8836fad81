import HTTPSupport
import Staff

/// Answers for the stylesheet of the publisher's colours.
struct ThemePages: PageSource {
    let settings: SiteSettingsStore

    func page(at route: Route) async throws -> PageAnswer? {
        guard case .asset(let name) = route, name.hasSuffix("-theme.css"),
            let stylesheet = ThemeStylesheet(try await settings.settings()), stylesheet.name == name
        else { return nil }
        return .page(Page(bytes: Array(stylesheet.text.utf8), mediaType: .css, freshness: .immutable))
    }
}
