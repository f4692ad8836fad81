package import Kernel
package import Pictures

/// What readers see of a flight, made for one of the theme’s slots.
package struct Creative: Sendable, Hashable {
    package typealias ID = Identifier<Creative>

    /// What it consists of.
    package enum Content: Sendable, Hashable {
        case text(headline: String, text: String)
        case picture(Picture)
        case pictureAndText(Picture, headline: String, text: String)
        /// A whole document, which runs in a sandboxed frame and reaches nothing of the page.
        case html(String)
        /// A frame of a third party, at this address; it is loaded for those alone who agreed to it.
        case tag(TagAddress)
    }

    /// A picture that this site serves; one of another site would tell that site who reads.
    package struct Picture: Sendable, Hashable {
        /// A path of this site.
        package let path: String
        /// In pixels of the screen.
        package let width: Int
        package let height: Int
        /// What it shows, for those who don’t see it.
        package let alternative: String
        /// What it was made from, so that it can be made anew for another slot.
        package let master: MediaName?

        package init(path: String, width: Int, height: Int, alternative: String, master: MediaName? = nil) {
            self.path = path
            self.width = width
            self.height = height
            self.alternative = alternative
            self.master = master
        }
    }

    package let id: ID
    package let flight: Flight.ID
    package let name: String
    package let place: Slot.Place
    package let content: Content
    /// Where a click leads: an absolute address.
    ///
    /// A frame of a third party leads where it likes, so its own address stands here.
    package let destination: String
    /// Since when it isn’t shown any more.
    package let ended: Timestamp?

    package init(
        id: ID, flight: Flight.ID, name: String, place: Slot.Place, content: Content, destination: String,
        ended: Timestamp? = nil
    ) {
        self.id = id
        self.flight = flight
        self.name = name
        self.place = place
        self.content = content
        self.destination = destination
        self.ended = ended
    }
}

extension Creative {
    package var picture: Picture? {
        switch content {
        case .picture(let picture), .pictureAndText(let picture, _, _): picture
        case .text, .html, .tag: nil
        }
    }

    /// Where the frame of a third party is; `nil` for what the site shows by itself.
    package var tag: TagAddress? { if case .tag(let address) = content { address } else { nil } }
}

extension Slot.Place {
    /// The largest picture that the theme’s slot reserves space for, in pixels of the screen; nothing in a mail, which has none.
    package var pictureSize: (width: Int, height: Int) {
        switch self {
        case .top: (300, 90)
        case .rail: (300, 240)
        case .end: (300, 110)
        case .newsletter: (0, 0)
        }
    }

    /// The largest picture that leaves room for a text beside or below it.
    package var smallPictureSize: (width: Int, height: Int) {
        switch self {
        case .top: (90, 80)
        case .rail: (300, 120)
        case .end: (110, 110)
        case .newsletter: (0, 0)
        }
    }

    /// How many characters of a headline and of a text fit beside or below such a picture.
    package var limitsBesidePicture: (headline: Int, text: Int) {
        switch self {
        case .top: (26, 50)
        case .rail: (20, 60)
        case .end: (30, 70)
        case .newsletter: (0, 0)
        }
    }
}
