import Editorial
import EditorialWeb
import HTTPSupport
import Kernel
import Staff
import StaffWeb

/// Shows the site's own pages as they would be with other settings; nothing is kept of it.
struct SitePreview: Sendable {
    let looks: SiteLooks
    let reader: ReaderPages
    let articles: ArticleStore
    let origin: String
    /// The theme's stylesheet.
    let stylesheet: Route

    /// A whole document.
    ///
    /// - Parameter theme: The address at which the colours of the settings can be had.
    func document(
        _ settings: SiteSettings, _ subject: SettingsController.Subject, theme: String
    ) async throws -> [UInt8] {
        let look = try await looks.look(of: settings, stylesheet: settings.palettes == nil ? nil : theme)
        let shell = BroadsheetShell(origin: origin, look: look, stylesheet: stylesheet)
        let reader = reader.framed(by: shell)
        return try await Zone.$current.withValue(look.identity.zone) {
            let latest = subject == .article ? try await articles.latest(1).items.first : nil
            guard case .page(let page)? = try await reader.page(at: latest.map { .article($0.slug) } ?? .front) else {
                throw StaffRequest.nothingHere
            }
            return PreviewDocument(plate: page.plate).bytes
        }
    }
}
