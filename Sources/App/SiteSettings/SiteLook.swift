import Crypto
import HTTPSupport
import Kernel
import Staff

/// What the frame of the pages shows of the settings.
package struct SiteLook: Sendable {
    /// A place in the navigation.
    struct Link: Sendable {
        let route: Route
        let name: String
    }

    var identity: SiteIdentity
    var navigation: [Link] = []
    /// The address of the stylesheet that sets the publisher's colours.
    var stylesheet: String?
    /// Whether advertisers may have frames of third parties.
    var allowsFrames = false
    /// Whether the publisher has editions made.
    var sendsNewsletter = true

    init(identity: SiteIdentity) { self.identity = identity }
}

extension SiteIdentity {
    /// - Parameter zones: Where the time zone is found; one that this machine no longer has becomes UTC.
    init(_ settings: SiteSettings, zones: ZoneDirectory) {
        self.init(
            name: settings[.name], tagline: settings[.tagline], description: settings[.description],
            publisher: settings[.publisher], founded: Int(settings[.founded]) ?? 1, contact: settings[.contact],
            language: settings[.language], zone: zones.zone(settings[.timeZone]) ?? .utc)
    }
}

/// The publisher's colours as a stylesheet that is loaded after the theme's.
struct ThemeStylesheet: Sendable {
    let text: String

    /// `nil` while the theme's own colours hold.
    init?(_ settings: SiteSettings) {
        guard let (light, dark) = settings.palettes else { return nil }
        text = """
            :root { \(Self.properties(light)) }
            @media (prefers-color-scheme: dark) { :root { \(Self.properties(dark)) } }

            """
    }

    private static func properties(_ palette: Palette) -> String {
        """
        --paper: \(palette.paper); --ink: \(palette.ink); --muted: \(palette.muted); --accent: \(palette.accent); \
        --rule: \(palette.rule);
        """
    }

    /// The name of its asset, which changes with the content.
    var name: String {
        let digest = SHA256.hash(data: Array(text.utf8)).prefix(8)
        return digest.hexadecimal + "-theme.css"
    }
}
