import HTTPSupport
package import Kernel
import Markup

/// A reader's page with its openings filled as they may look, for a preview.
package struct PreviewDocument {
    let plate: Plate

    /// What stands in slots, by their places.
    let fills: [Slot.Place: [UInt8]]

    package init(plate: Plate, fills: [Slot.Place: [UInt8]] = [:]) {
        self.plate = plate
        self.fills = fills
    }

    package var bytes: [UInt8] {
        var html = HTMLWriter()
        for piece in plate.pieces {
            switch piece {
            case .bytes(let bytes): html.raw(bytes)
            case .region(.disclosure):
                html.element(.p, .class("disclosure"), text: "The advertiser disclosure of the page stands here.")
            case .region(.slot(let slot)):
                if let fill = fills[slot.place] {
                    html.raw(fill)
                    continue
                }
                html.element(.p, .class("slot-label"), text: "Advertisement")
                html.element(.div, .class("ad")) { $0.element(.p, text: "An advertisement stands here.") }
            case .region(.outboundLink(let link)): html.openPlain(link)
            case .region(.title(let title)): html.raw(title.opening.utf8)
            case .region(.earnings), .region(.notice), .region(.itemDisclosure), .region(.letterDisclosure),
                .region(.advertisement):
                break
            case .region(.discussion):
                html.element(.p, .class("note"), text: "The discussion stands here.")
            }
        }
        return html.bytes
    }
}
