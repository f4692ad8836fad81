import Kernel

/// Looks whether a creative can be shown in its slot without moving the page.
enum CreativeCheck {
    /// In bytes; what is larger belongs into pictures.
    private static let largestDocument = 65_536

    static func check(_ creative: Creative, _ faults: inout FieldFaults) {
        faults.length(of: creative.name, 1...80, field: "name", called: "name")
        switch creative.content {
        case .picture, .pictureAndText, .html, .tag:
            if !creative.place.isOnPages {
                faults.add("form", "A mail of the newsletter loads nothing, so what stands in it is text.")
                break
            }
            checkBeyondText(creative, &faults)
        case .text(let headline, let text):
            check(headline: headline, text: text, HouseAdvertisement.limits(in: creative.place), &faults)
        }
        do {
            _ = try MerchantAddress(creative.destination)
        } catch {
            faults.add("destination", error.message)
        }
    }

    private static func checkBeyondText(_ creative: Creative, _ faults: inout FieldFaults) {
        switch creative.content {
        case .text: break
        case .picture(let picture): check(picture, creative.place.pictureSize, &faults)
        case .pictureAndText(let picture, let headline, let text):
            check(picture, creative.place.smallPictureSize, &faults)
            check(headline: headline, text: text, creative.place.limitsBesidePicture, &faults)
        case .html(let document):
            if document.isEmpty { faults.add("html", "The document is missing.") }
            if document.utf8.count > largestDocument {
                faults.add("html", "The document has \(document.utf8.count) bytes; \(largestDocument) fit.")
            }
            if document.utf8.contains(0) { faults.add("html", "The document has a control character.") }
        case .tag(let address):
            if creative.destination != address.description {
                faults.add("destination", "A frame of a third party leads where it likes; its own address stands here.")
            }
        }
    }

    private static func check(
        headline: String, text: String, _ limits: (headline: Int, text: Int), _ faults: inout FieldFaults
    ) {
        faults.length(of: headline, 1...limits.headline, field: "headline", called: "headline")
        faults.length(of: text, 1...limits.text, field: "text", called: "text")
    }

    private static func check(
        _ picture: Creative.Picture, _ room: (width: Int, height: Int), _ faults: inout FieldFaults
    ) {
        let path = picture.path
        if !path.hasPrefix("/") || path.hasPrefix("//") || path.utf8.count > 500
            || !path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        {
            faults.add("picture", "A picture is one of this site: give its path, such as /media/….")
        }
        if !(1...room.width).contains(picture.width) || !(1...room.height).contains(picture.height) {
            faults.add(
                "picture", "There is room for \(room.width) × \(room.height); the picture is of another size.")
        }
        faults.length(of: picture.alternative, 1...200, field: "alternative", called: "text for those who don’t see it")
    }
}
