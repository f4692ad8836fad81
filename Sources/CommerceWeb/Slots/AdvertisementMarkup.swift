package import Commerce
import Kernel
package import Markup

/// The HTML of an advertisement as it stands in a slot, wherever a creative is shown: on pages and in previews.
package enum AdvertisementMarkup {
    /// Where what belongs to one advertisement is found.
    package struct Links: Sendable, Hashable {
        /// What a click asks for.
        package let click: String
        /// What is asked for when it was seen; `nil` where nothing is counted, as in a preview.
        package let view: String?
        /// Why it stands there.
        package let why: String
        /// The document of a creative that is one.
        package let frame: String

        package init(click: String, view: String?, why: String, frame: String) {
            self.click = click
            self.view = view
            self.why = why
            self.frame = frame
        }
    }

    /// What a document may do: run, and lead on when somebody clicks; it has an origin of its own, and opens no window.
    package static let sandbox = "allow-scripts allow-top-navigation-by-user-activation"

    /// Writes the label and the advertisement, which fit the space that the slot reserves.
    package static func write(_ creative: Creative, links: Links, to html: inout HTMLWriter) {
        writeLabel(why: links.why, into: &html)
        html.element(
            .div, .class("ad \(creative.content.style)"), links.view.map { .data("data-view", $0) }
        ) { html in
            switch creative.content {
            case .text(let headline, let text):
                html.link(links.click) { $0.text(headline) }
                html.element(.p, text: text)
            case .picture(let picture):
                html.link(links.click) { $0.picture(picture) }
            case .pictureAndText(let picture, let headline, let text):
                html.link(links.click) { html in
                    html.picture(picture)
                    html.element(.b, text: headline)
                    html.text(" ")
                    html.element(.span, text: text)
                }
            case .html:
                html.element(
                    .iframe, .src(links.frame), .title("Advertisement (\(creative.place.rawValue))"), .sandbox(sandbox),
                    .loading("lazy"), .referrerpolicy("no-referrer")
                ) { _ in }
            case .tag(let address): ThirdPartyFrame(address).writeQuestion(into: &html)
            }
        }
    }
}

extension AdvertisementMarkup {
    static func writeLabel(why: String, into html: inout HTMLWriter) {
        html.element(.p, .class("slot-label")) { html in
            html.text("Advertisement · ")
            html.element(.a, .href(why), text: "Why this ad?")
        }
    }
}

extension Creative.Content {
    /// The class of its form in the theme’s stylesheet.
    fileprivate var style: String {
        switch self {
        case .text: "ad-text"
        case .picture: "ad-picture"
        case .pictureAndText: "ad-both"
        case .html: "ad-html"
        case .tag: "ad-frame"
        }
    }
}

extension HTMLWriter {
    fileprivate mutating func link(_ address: String, content: (inout HTMLWriter) -> Void) {
        element(.a, .href(address), .rel("sponsored nofollow noopener"), content: content)
    }

    fileprivate mutating func picture(_ picture: Creative.Picture) {
        void(
            .img, .src(picture.path), .width(picture.width), .height(picture.height), .alt(picture.alternative),
            .decoding("async"))
    }
}
