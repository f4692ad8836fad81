package import Kernel
package import Markup

/// Sets pages of the back offices between what all of them share.
package struct OfficeShell: Sendable {
    /// Who looks at a page, and what they were just told.
    package struct Visit: Sendable {
        package let member: StaffMember
        package let formToken: String
        package let notice: String?

        package init(member: StaffMember, formToken: String, notice: String?) {
            self.member = member
            self.formToken = formToken
            self.notice = notice
        }
    }

    private let site: @Sendable () -> SiteIdentity
    private let asset: @Sendable (String) -> Route

    /// - Parameters:
    ///   - site: Who publishes the site now.
    ///   - asset: The lasting address of a stylesheet or script.
    package init(
        site: @escaping @Sendable () -> SiteIdentity, asset: @escaping @Sendable (String) -> Route
    ) {
        self.site = site
        self.asset = asset
    }

    /// A whole document for somebody who is signed in.
    package func document(_ page: OfficePage, for visit: Visit) -> [UInt8] {
        document(title: page.title, scripts: page.scripts, isWide: page.isWide, refresh: page.refresh) { html in
            writeBar(page, visit, into: &html)
        } content: { html in
            if let notice = visit.notice {
                html.element(.p, .class("notice"), .role("status"), text: notice)
            }
            html.raw(page.content.bytes)
        }
    }

    /// A whole document for somebody who is not: signing in, accepting an invitation.
    package func document(title: String, content: (inout HTMLWriter) -> Void) -> [UInt8] {
        document(title: title, scripts: [], isWide: false) { html in
            html.element(.header, .class("bar")) { writeName(into: &$0) }
        } content: { html in
            html.element(.div, .class("narrow"), content: content)
        }
    }

    /// A whole document for somebody who is signed in and not of the staff.
    ///
    /// - Parameter bar: What stands beside the site’s name at the head.
    package func document(
        title: String, isWide: Bool, bar: (inout HTMLWriter) -> Void, content: (inout HTMLWriter) -> Void
    ) -> [UInt8] {
        document(title: title, scripts: [], isWide: isWide) { html in
            html.element(.header, .class("bar")) { html in
                writeName(into: &html)
                bar(&html)
            }
        } content: { html in
            content(&html)
        }
    }

    private func document(
        title: String, scripts: [String], isWide: Bool, refresh: Int? = nil, bar: (inout HTMLWriter) -> Void,
        content: (inout HTMLWriter) -> Void
    ) -> [UInt8] {
        var html = HTMLWriter()
        html.doctype()
        html.element(.html, .lang("en-GB")) { html in
            html.element(.head) { html in
                html.void(.meta, .charset("utf-8"))
                html.element(.title, text: "\(title) - \(site().name)")
                html.void(.meta, .name("viewport"), .content("width=device-width, initial-scale=1"))
                html.void(.meta, .name("color-scheme"), .content("light dark"))
                html.void(.meta, .name("robots"), .content("noindex"))
                html.void(.link, .rel("stylesheet"), .href(asset("office.css").path))
                html.void(.link, .rel("icon"), .href(Route.asset("favicon.svg").path), .type("image/svg+xml"))
                if let refresh {
                    html.element(.noscript) { $0.void(.meta, .httpEquiv("refresh"), .content(String(refresh))) }
                }
                for script in scripts {
                    html.element(.script, .type("module"), .src(asset(script).path)) { _ in }
                }
            }
            html.element(.body) { html in
                html.element(.a, .class("skip"), .href("#main"), text: "Skip to the content")
                bar(&html)
                html.element(.main, .id("main"), isWide ? .class("wide") : nil, content: content)
            }
        }
        return html.bytes
    }

    private func writeName(into html: inout HTMLWriter) {
        html.element(.a, .class("site"), .href(Route.front.path), text: site().name)
    }

    private func writeBar(_ page: OfficePage, _ visit: Visit, into html: inout HTMLWriter) {
        html.element(.header, .class("bar")) { html in
            writeName(into: &html)
            html.element(.nav, .class("areas"), .ariaLabel("Offices")) { html in
                html.element(.ul) { html in
                    for area in OfficeArea.allCases where area.isOpen(to: visit.member.roles) {
                        html.element(.li) { html in
                            html.element(
                                .a, .href(area.entrance.path), area == page.area ? .ariaCurrent("true") : nil,
                                text: area == .account ? visit.member.name : area.name)
                        }
                    }
                }
            }
            html.form(.signOut, token: visit.formToken, .class("sign-out")) { html in
                html.element(.button, .class("quiet"), text: "Sign out")
            }
        }
        guard !page.area.places.isEmpty else { return }
        html.element(.nav, .class("places"), .ariaLabel(page.area.name)) { html in
            html.element(.ul) { html in
                for (route, name) in page.area.places(for: visit.member.roles) {
                    html.element(.li) { html in
                        html.element(
                            .a, .href(route.path), route == page.place ? .ariaCurrent("page") : nil, text: name)
                    }
                }
            }
        }
    }
}

extension OfficeArea {
    /// Whether somebody with these roles has anything to do there.
    package func isOpen(to roles: Set<Role>) -> Bool {
        switch self {
        case .desk: !roles.isDisjoint(with: Role.editorial)
        case .business: roles.contains(.business)
        case .moderation: roles.contains(.moderator)
        case .publisher: roles.contains(.publisher)
        case .account: true
        }
    }

    /// The pages of the area that somebody with these roles may open.
    func places(for roles: Set<Role>) -> [(route: OfficeRoute, name: String)] {
        let keepsNames = !roles.isDisjoint(with: [.editor, .publisher])
        return places.filter { place in
            switch place.route {
            case .sections, .topics, .bylines, .newsletterDesk: keepsNames
            default: true
            }
        }
    }

    /// The area in whose frame somebody sees a page that editors and publishers share.
    package static func keeping(_ member: StaffMember) -> OfficeArea {
        OfficeArea.desk.isOpen(to: member.roles) ? .desk : .publisher
    }

    /// Where the bar leads.
    package var entrance: OfficeRoute {
        switch self {
        case .desk: .desk
        case .business: .business
        case .moderation: .moderation
        case .publisher: .publisher
        case .account: .account
        }
    }
}
