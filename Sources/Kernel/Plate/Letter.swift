/// A mail to many, rendered once in both of its forms, with its regions left open for what others put there.
///
/// Both forms have the same links, notices and slots, in the same order.
package struct LetterPlate: Sendable, Hashable {
    package let html: Plate
    /// Its stretches of bytes are plain text.
    ///
    /// A disclosure and a slot stand at the beginning of a line, and what fills one ends with an empty line. The region of a link
    /// stands for its address, and that of a notice before a title, for which ``LetterFills/longestLabel`` letters are kept free.
    package let text: Plate

    package init(html: Plate, text: Plate) {
        self.html = html
        self.text = text
    }
}

/// What others put into the letters of an edition: decided once for all of them, and kept, so that each is the same whoever
/// makes it and whenever.
package struct LetterFills: Sendable, Hashable, Codable {
    /// A fill in both forms of a mail.
    package struct Words: Sendable, Hashable, Codable {
        /// Escaped by whoever made it.
        package let html: String
        package let text: String

        package init(html: String, text: String) {
            self.html = html
            self.text = text
        }
    }

    /// What becomes of a link that earns.
    package struct Link: Sendable, Hashable, Codable {
        /// What it leads to: an absolute address.
        package let address: String
        /// What stands after it and says that it is paid for.
        package let mark: Words
        /// Whose link it is, as readers know it.
        package let partner: String
        /// What the partner wants to be printed where one of its links is.
        package let requiredSentence: String?

        package init(address: String, mark: Words, partner: String, requiredSentence: String?) {
            self.address = address
            self.mark = mark
            self.partner = partner
            self.requiredSentence = requiredSentence
        }
    }

    /// What stands in a slot.
    package struct Offer: Sendable, Hashable, Codable {
        /// Whether somebody pays for it; otherwise it is the site’s own.
        package let isPaid: Bool
        package let words: Words
        /// What it is known by where it was decided.
        package let reference: String

        package init(isPaid: Bool, words: Words, reference: String) {
            self.isPaid = isPaid
            self.words = words
            self.reference = reference
        }
    }

    /// In letters, with what stands between it and a title.
    package static let longestLabel = 12

    /// One for each link, in their order; `nil` for one that stays as its writer set it.
    package var links: [Link?]
    /// What is said before the titles of articles, by their paths.
    package var labels: [String: Words]
    /// `nil` leaves the slot empty.
    package var offer: Offer?

    package init(links: [Link?] = [], labels: [String: Words] = [:], offer: Offer? = nil) {
        self.links = links
        self.labels = labels
        self.offer = offer
    }
}

/// Decides what stands in the letters of an edition.
package protocol LetterFiller: Sendable {
    /// Asked once for an edition, before the first of its letters goes.
    ///
    /// - Parameters:
    ///   - letter: One that has all links and titles that any of them has.
    ///   - path: Where the edition stands on the site.
    func fills(of letter: LetterPlate, onPath path: String) async throws -> LetterFills
}

/// Words the advertiser disclosure of a mail, which is read in either of two forms.
package protocol LetterDisclosureFiller: DisclosureFiller {
    /// What ``disclosure(of:)`` says, as plain text in one paragraph.
    func text(of emissions: Emissions) -> String
}
