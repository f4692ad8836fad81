package import HTTPSupport
package import Kernel
import Markup
package import Staff

/// Where the publisher decides what the site is called, how it looks and where its navigation leads.
package struct SettingsController: Sendable {
    /// A place that the navigation can lead to.
    package struct Destination: Sendable, Hashable {
        /// From the root.
        package let path: String
        package let name: String

        package init(path: String, name: String) {
            self.path = path
            self.name = name
        }
    }

    /// Which page a preview shows.
    package enum Subject: String, Sendable, Hashable {
        case front, article
    }

    /// What these pages need of the rest of the site.
    package struct Surroundings: Sendable {
        let destinations: @Sendable () async throws -> [Destination]
        let zones: [String]
        let zone: @Sendable (String) -> Zone?
        let stylesheet: @Sendable (SiteSettings) -> [UInt8]
        let preview: @Sendable (SiteSettings, Subject, _ stylesheet: String) async throws -> [UInt8]
        let changed: @Sendable () async throws -> Void

        /// - Parameters:
        ///   - destinations: Every place that a navigation can lead to, in the order of the sections.
        ///   - zones: The names of the time zones that this machine knows.
        ///   - stylesheet: The colours of settings, as a stylesheet.
        ///   - preview: A reader's page as it would be with settings, with the address of their stylesheet.
        ///   - changed: Makes readers see what was changed; is waited for.
        package init(
            destinations: @escaping @Sendable () async throws -> [Destination], zones: [String],
            zone: @escaping @Sendable (String) -> Zone?, stylesheet: @escaping @Sendable (SiteSettings) -> [UInt8],
            preview: @escaping @Sendable (SiteSettings, Subject, String) async throws -> [UInt8],
            changed: @escaping @Sendable () async throws -> Void
        ) {
            self.destinations = destinations
            self.zones = zones
            self.zone = zone
            self.stylesheet = stylesheet
            self.preview = preview
            self.changed = changed
        }
    }

    private let store: SiteSettingsStore
    private let site: Surroundings

    private static let publisher = StaffEndpoint.Access.roles([.publisher])
    private static let shownChanges = 30

    package init(store: SiteSettingsStore, site: Surroundings) {
        self.store = store
        self.site = site
    }

    package var endpoints: [StaffEndpoint] {
        [
            .get(.settings, Self.publisher) { try await page($0) },
            .post(.settings, Self.publisher, action: "change the settings") { try await save($0) },
            .get(.settingsPreview, Self.publisher) { try await preview($0) },
            .compute(.settingsPreview, Self.publisher) { try await preview($0) },
            .get(.settingsTheme, Self.publisher) { request in
                let colours = SettingsForm.colours.compactMap { setting in
                    request.query[setting.rawValue].map { (setting, $0) }
                }
                let settings = SiteSettings().changed(to: Dictionary(colours) { first, _ in first })
                guard settings.palettes != nil else { throw StaffRequest.nothingHere }
                return .file(site.stylesheet(settings), name: "theme.css", mediaType: "text/css; charset=utf-8")
            },
        ]
    }

    private func page(_ request: StaffRequest, problem: Problem? = nil) async throws -> StaffAnswer {
        let settings = try await store.settings()
        let page = SettingsPage(
            settings: settings, values: problem == nil ? nil : request.form,
            destinations: try await site.destinations(), zones: site.zones,
            history: try await store.history(limit: Self.shownChanges), token: request.formToken, problem: problem)
        return .page(page.page, problem: problem, conflict: 409)
    }

    private func save(_ request: StaffRequest) async throws -> StaffAnswer {
        guard let base = Int(request.form["base"]), base >= 0 else { throw StaffRequest.nothingHere }
        do {
            let values = try SettingsForm.values(request.form, destinations: try await site.destinations())
            let changed = try await store.change(
                to: values, base: base, by: request.member.id.description, name: request.member.name)
            guard !changed.isEmpty else { return .done(.settings, notice: "Nothing is different from before.") }
            try await site.changed()
            return .done(
                .settings, notice: "Saved. Readers see it now.",
                subject: changed.map(\.label).joined(separator: ", "))
        } catch let problem as Problem where problem.isFormFault {
            return try await page(request, problem: problem)
        }
    }

    /// A reader's page with what was typed, or what is wrong with that; nothing is kept.
    private func preview(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            let values = try SettingsForm.values(request.form, destinations: try await site.destinations())
            let settings = try await store.settings().changed(to: values)
            try settings.check(zone: site.zone)
            let query = SettingsForm.colours.map {
                "\($0.rawValue)=\(PercentEncoding.encode(settings[$0]))"
            }.joined(separator: "&")
            let subject = Subject(rawValue: request.form["subject"]) ?? .front
            return .preview(
                try await site.preview(settings, subject, "\(OfficeRoute.settingsTheme.path)?\(query)"))
        } catch let problem as Problem where problem.kind == .invalid {
            var html = HTMLWriter()
            html.doctype()
            html.element(.html, .lang("en-GB")) { html in
                html.element(.head) { html in
                    html.void(.meta, .charset("utf-8"))
                    html.element(.title, text: "No preview")
                    html.void(.meta, .name("color-scheme"), .content("light dark"))
                }
                html.element(.body) { html in
                    html.element(.h1, text: "No preview")
                    html.element(.ul) { html in
                        for error in problem.fieldErrors {
                            let label = SiteSetting(rawValue: error.field)?.label ?? ""
                            html.element(.li, text: "\(label): \(error.message)")
                        }
                    }
                }
            }
            return .preview(html.bytes)
        }
    }
}
