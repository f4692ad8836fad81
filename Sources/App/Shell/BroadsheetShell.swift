import AudienceWeb
package import HTTPSupport
import Kernel
package import Markup
import Synchronization

/// The default theme's frame: what stands around the content of every page.
package final class BroadsheetShell: PageShell {
    package let origin: String
    private let stylesheet: Route
    private let hasNewsletter: Bool
    private let shown: Mutex<Shown>

    private struct Shown {
        var look: SiteLook
        /// How often somebody began to read another look.
        var begun = 0
        /// Which of these readings is shown.
        var number = 0
    }

    /// - Parameters:
    ///   - stylesheet: The theme's own.
    ///   - hasNewsletter: Whether the site can send one; readers may then sign up at the foot of every page, while the publisher has it on.
    package init(origin: String, look: SiteLook, stylesheet: Route, hasNewsletter: Bool = false) {
        self.origin = origin
        self.stylesheet = stylesheet
        self.hasNewsletter = hasNewsletter
        shown = Mutex(Shown(look: look))
    }

    package var site: SiteIdentity { look.identity }

    /// Whether advertisers may have frames of third parties.
    package var allowsFrames: Bool { look.allowsFrames }

    /// Whether readers may sign up for the newsletter now.
    package var offersNewsletter: Bool { hasNewsletter && look.sendsNewsletter }

    private var look: SiteLook { shown.withLock { $0.look } }

    /// Changes what the pages that are made from now on say of the site; of several readings at the same time, the one that
    /// was begun last stays.
    func show(_ read: () async throws -> SiteLook) async throws {
        let number = shown.withLock { shown in
            shown.begun += 1
            return shown.begun
        }
        let look = try await read()
        shown.withLock { shown in
            guard number > shown.number else { return }
            shown.look = look
            shown.number = number
        }
    }

    package func write(_ head: PageHead, into html: inout HTMLWriter, content: (inout HTMLWriter) -> Void) {
        html.doctype()
        html.element(.html, .lang(site.language)) { html in
            html.element(.head) { writeHead(head, into: &$0) }
            html.element(.body) { html in
                html.element(.a, .class("skip"), .href("#main"), text: "Skip to the content")
                writeMasthead(head, into: &html)
                if head.layout == .withRail || head.isAdvertisement { html.region(.disclosure) }
                html.element(.main, .id("main"), .class(head.layout.rawValue), content: content)
                writeFooter(on: head.route, into: &html)
            }
        }
    }

    private func writeHead(_ head: PageHead, into html: inout HTMLWriter) {
        let title = head.route == .front ? head.title : "\(head.title) - \(site.name)"
        let address = address(of: head.route)
        html.void(.meta, .charset("utf-8"))
        if let article = head.article {
            html.region(.title(TitleOpening(article: article, opening: "<title>")))
            html.text(title)
            html.raw("</title>")
        } else {
            html.element(.title, text: title)
        }
        html.void(.meta, .name("viewport"), .content("width=device-width, initial-scale=1"))
        html.void(.meta, .name("color-scheme"), .content("light dark"))
        html.void(.link, .rel("stylesheet"), .href(stylesheet.path))
        if let theme = look.stylesheet { html.void(.link, .rel("stylesheet"), .href(theme)) }
        html.void(.link, .rel("icon"), .href(Route.asset("favicon.svg").path), .type("image/svg+xml"))
        html.void(.meta, .name("description"), .content(head.description))
        if head.isListed {
            html.void(.meta, .name("robots"), .content("max-image-preview:large"))
        } else {
            html.void(.meta, .name("robots"), .content("noindex"))
        }
        if let canonical = head.canonical ?? (head.isListed ? head.route : nil) {
            html.void(.link, .rel("canonical"), .href(self.address(of: canonical) + head.canonicalQuery))
        }
        let properties: [(String, String)] =
            [
                ("og:title", head.title), ("og:type", head.openGraphType), ("og:url", address),
                ("og:description", head.description), ("og:site_name", site.name),
                ("og:locale", site.language.replacing("-", with: "_")),
                ("og:image", self.address(of: head.picture?.route ?? .asset("card.png"))),
            ] + Self.openGraph(head.picture) + head.openGraph.map { ($0.property, $0.content) }
        for (property, content) in properties {
            guard property == "og:title", let article = head.article else {
                html.void(.meta, .property(property), .content(content))
                continue
            }
            html.region(.title(TitleOpening(article: article, opening: "<meta property=\"og:title\" content=\"")))
            html.attributeText(content)
            html.raw("\">")
        }
        html.void(
            .meta, .name("twitter:card"), .content(head.picture == nil ? "summary" : "summary_large_image"))
        for (route, type, name) in [
            (Route.rss, "application/rss+xml", "RSS"), (.atom, "application/atom+xml", "Atom"),
            (.jsonFeed, "application/feed+json", "JSON Feed"),
        ] {
            html.void(.link, .rel("alternate"), .type(type), .title("\(site.name) (\(name))"), .href(route.path))
        }
        for feed in head.feeds {
            html.void(
                .link, .rel("alternate"), .type("application/atom+xml"), .title(feed.name), .href(feed.route.path))
        }
        for data in head.structuredData {
            html.element(.script, .type("application/ld+json")) { $0.raw(data.bytes) }
        }
    }

    private static func openGraph(_ picture: PageHead.Picture?) -> [(String, String)] {
        guard let picture else { return [] }
        return [
            ("og:image:width", String(picture.width)), ("og:image:height", String(picture.height)),
            ("og:image:alt", picture.alternative),
        ]
    }

    private func writeMasthead(_ head: PageHead, into html: inout HTMLWriter) {
        html.element(.header, .class("masthead")) { html in
            html.element(.p, .class("site-line")) { html in
                html.region(.notice(.funding))
                html.element(.a, .href(Route.howWeMakeMoney.path), text: "How we make money")
            }
            html.element(.p, .class("nameplate")) { html in
                html.element(.a, .href(Route.front.path), text: site.name)
            }
            let links = look.navigation
            if !links.isEmpty {
                html.element(.nav, .class("sections"), .ariaLabel("Sections")) { html in
                    html.element(.ul) { html in
                        for link in links {
                            let isCurrent = link.route == head.route || head.section.map(Route.section) == link.route
                            html.element(.li) { html in
                                html.element(
                                    .a, .href(link.route.path), isCurrent ? .ariaCurrent("true") : nil, text: link.name)
                            }
                        }
                    }
                }
            }
            // The search page has a form of its own, with what was looked for in it.
            guard head.route != .search else { return }
            html.element(.form, .class("search"), .role("search"), .action(Route.search.path)) { html in
                html.element(.label, .class("visually-hidden"), .for("q"), text: "Search this site")
                html.void(.input, .id("q"), .name("q"), .type("search"), .maxlength(200))
                html.element(.button, text: "Search")
            }
        }
    }

    private func writeFooter(on route: Route, into html: inout HTMLWriter) {
        html.element(.footer, .class("site-foot")) { html in
            if offersNewsletter, route != .newsletter { SubscriptionForm.writeShort(page: route.path, into: &html) }
            html.element(.p, text: site.description)
            let policies: [(Route, String)] = [
                (.howWeMakeMoney, "How we make money"), (.partners, "Partners"), (.standards, "Standards"),
                (.corrections, "Corrections"),
            ]
            let feeds: [(Route, String)] = [(.rss, "RSS"), (.atom, "Atom"), (.jsonFeed, "JSON Feed")]
            for (label, links) in [("Policies", policies), ("Feeds", feeds)] {
                html.element(.nav, .ariaLabel(label)) { html in
                    html.element(.ul) { html in
                        for (route, name) in links {
                            html.element(.li) { $0.element(.a, .href(route.path), text: name) }
                        }
                    }
                }
            }
            html.element(
                .p, .class("note"),
                text: "Published by \(site.publisher) since \(site.founded). Reading sets no cookie and no identifier.")
        }
    }
}
