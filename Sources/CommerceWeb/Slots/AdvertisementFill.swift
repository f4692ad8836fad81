import Commerce
import Kernel
import Markup

/// An advertisement as it stands in a page, with a gap wherever the text of the offer belongs.
struct AdvertisementFill {
    /// The addresses of the scripts that slots have.
    struct Scripts: Sendable {
        /// Tells when an advertisement was seen.
        let seen: String
        /// Asks before a frame of a third party is loaded.
        let ask: String
    }

    let fill: SlotFill

    /// - Parameter house: One of the site’s own advertisements, without its label: what stands in the place of a third
    ///   party’s frame until somebody has agreed to it.
    init(of creative: Creative, scripts: Scripts, house: [UInt8] = []) {
        // Drawn anew each time, so that nobody can write it into a creative.
        let gap = "offer\(UInt64.random(in: 0 ... .max))"
        let addresses = OfferAddresses(creative: creative.id, offer: gap)
        var html = HTMLWriter()
        if let address = creative.tag {
            AdvertisementMarkup.writeLabel(why: addresses.why, into: &html)
            ThirdPartyFrame(address).write(
                .init(click: "", view: addresses.view, why: addresses.why, frame: addresses.frame), seen: scripts.seen,
                into: &html)
            html.raw(house)
            html.element(.script, .src(scripts.ask), .async) { _ in }
        } else {
            AdvertisementMarkup.write(
                creative,
                links: .init(click: addresses.click, view: nil, why: addresses.why, frame: addresses.frame), to: &html)
            // Without scripts it counts as seen when it comes near the part of the page that is in sight.
            html.element(.noscript) { html in
                html.void(
                    .img, .src(addresses.view), .width(1), .height(1), .alt(""), .loading("lazy"), .class("seen"))
            }
            // Finds the slot that it stands in.
            html.element(.script, .src(scripts.seen), .async) { _ in }
        }
        fill = SlotFill(kind: .paid, segments: Self.segments(of: html.bytes, between: Array(gap.utf8)))
    }

    private static func segments(of bytes: [UInt8], between gap: [UInt8]) -> [[UInt8]] {
        var segments: [[UInt8]] = []
        var start = 0
        var place = 0
        while place <= bytes.count - gap.count {
            if bytes[place] == gap[0], bytes[place..<(place + gap.count)].elementsEqual(gap) {
                segments.append(Array(bytes[start..<place]))
                place += gap.count
                start = place
            } else {
                place += 1
            }
        }
        segments.append(Array(bytes[start...]))
        return segments
    }
}
