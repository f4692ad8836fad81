import Commerce
import HTTPTypes
import Kernel
import Markup

/// A frame of a third party, as it stands in a page: the question first, and the frame once somebody has agreed.
///
/// The frame in the page is one of this site, which holds the third party’s. So the page’s own policy never names another
/// host, the frame’s names exactly one, and what was cached of a page never says more than is so.
struct ThirdPartyFrame {
    /// What the frame may do: run, and open a window when somebody clicks.
    ///
    /// It has an origin of its own, and can’t lead the page elsewhere.
    static let sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox"

    private let address: TagAddress

    init(_ address: TagAddress) { self.address = address }

    private var title: String { "Advertisement from \(address.host)" }

    /// Who would be contacted, and what that means; without scripts its buttons do nothing, so nothing is ever loaded.
    func writeQuestion(into html: inout HTMLWriter) {
        html.element(.p) { html in
            html.text("Shown by ")
            html.element(.b, text: address.host)
            html.text(", which would learn your network address and browser.")
        }
        html.element(.p, .class("frame-answers")) { html in
            html.element(.button, .type("button"), .data("data-answer", "yes"), text: "Show it")
            html.text(" ")
            html.element(.button, .type("button"), .data("data-answer", "no"), text: "Don’t ask")
        }
    }

    /// What a script puts into the place of the house advertisement.
    ///
    /// - Parameters:
    ///   - links: Of the offer.
    ///   - seen: The address of the script that tells when it was seen.
    func write(_ links: AdvertisementMarkup.Links, seen: String, into html: inout HTMLWriter) {
        html.element(
            .div, .class("ad ad-frame"), .hidden, .data("data-host", address.host),
            links.view.map { .data("data-view", $0) }, .data("data-seen", seen)
        ) { html in
            writeQuestion(into: &html)
            html.element(.template) { html in
                html.element(
                    .iframe, .src(links.frame), .title(title), .sandbox(Self.sandbox), .loading("lazy"),
                    .referrerpolicy("no-referrer")
                ) { _ in }
            }
        }
    }

    /// The document of this site’s frame, in which the third party’s stands.
    var document: String {
        var html = HTMLWriter()
        html.doctype()
        html.element(.html, .lang("en-GB")) { html in
            html.element(.head) { html in
                html.void(.meta, .charset("utf-8"))
                html.element(.title, text: title)
                html.raw(Array(Self.style.utf8))
            }
            html.element(.body) { html in
                html.element(
                    .iframe, .src(address.description), .title(title), .sandbox(Self.sandbox),
                    .referrerpolicy("no-referrer")
                ) { _ in }
            }
        }
        return String(decoding: html.bytes, as: UTF8.self)
    }

    /// The fields of that document: it may hold a frame of this one host, and nothing else.
    var fields: HTTPFields {
        CreativeFrame.fields(
            policy: """
                sandbox \(Self.sandbox); default-src 'none'; style-src 'unsafe-inline'; frame-src https://\(address.host); \
                form-action 'none'; base-uri 'none'; frame-ancestors 'self'
                """)
    }

    /// Whether a request is that of a frame in one of this site’s own pages, and of a reader who objects to nothing; what
    /// somebody opens by following a link is not.
    static func isAsked(by fields: HTTPFields) -> Bool {
        func value(_ name: String) -> String? { HTTPField.Name(name).flatMap { fields[$0] } }
        return value("Sec-Fetch-Dest") == "iframe" && value("Sec-Fetch-Site") == "same-origin"
            && value("Sec-GPC") != "1"
    }

    private static let style =
        "<style>html,body,iframe{margin:0;border:0;display:block;width:100%;height:100%}</style>"
}
