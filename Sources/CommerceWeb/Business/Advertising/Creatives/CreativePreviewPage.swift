import Commerce
import HTTPSupport
import Kernel
import Markup

/// A creative in its slot of an article, as wide as on each kind of device, light or dark.
struct CreativePreviewPage {
    let creative: Creative
    let booked: BookedFlight
    let isDark: Bool

    private static let devices: [(name: String, style: String, width: Int)] = [
        ("Phone", "phone", 360), ("Tablet", "tablet", 768), ("Desktop computer", "desktop", 1280),
    ]

    var page: OfficePage {
        OfficePage(title: "\(creative.name), preview", area: .business, place: .advertising, isWide: true) { html in
            html.trail([
                (.flight(booked.flight.id.description), booked.flight.name),
                (.creative(creative.id.description), creative.name),
            ])
            html.element(.h1, text: "\(creative.name) in its slot")
            let route = OfficeRoute.creativePreview(creative.id.description).path
            html.element(.nav, .class("subplaces"), .ariaLabel("Colours")) { html in
                html.element(.ul) { html in
                    for (name, address, isCurrent) in [
                        ("Light", route, !isDark), ("Dark", "\(route)?look=dark", isDark),
                    ] {
                        html.element(.li) { html in
                            html.element(.a, .href(address), isCurrent ? .ariaCurrent("page") : nil, text: name)
                        }
                    }
                }
            }
            html.element(
                .p, .class("hint"),
                text: creative.place.isOnPages
                    ? "The newest article of the site. Its other slots only show where they are, and nothing is counted."
                    : "The latest edition of the newsletter. Nothing is counted.")
            for device in Self.devices {
                html.element(.h2, text: "\(device.name), \(device.width) pixels")
                html.element(
                    .div, .class("scroll"), .role("region"), .tabindex(0), .ariaLabel("\(device.name), preview")
                ) { html in
                    html.creativeFrame(
                        creative, title: "In its slot on a \(device.name.lowercased())",
                        style: "device \(device.style)\(isDark ? " dark" : " light")")
                }
            }
        }
    }
}

extension HTMLWriter {
    /// A page of the site with a creative in its slot.
    mutating func creativeFrame(_ creative: Creative, title: String, style: String = "device phone") {
        // The page is ours, and its own rules stop every script; what it frames has a sandbox of its own, which it would
        // not get out of an outer one.
        let framesOthers = if case .html = creative.content { true } else { false }
        let page = OfficeRoute.creativePreviewPage(creative.id.description).path
        element(
            .iframe, .class(style), .src("\(page)#ad"), .title(title),
            framesOthers ? nil : .sandbox("allow-same-origin"), .loading("lazy")
        ) { _ in }
    }
}
