package import Audience
package import HTTPSupport
package import Kernel
import Markup

/// An edition as a mail, for all who get the same items of it.
///
/// It loads nothing: no picture, no font, no sign that it was opened. Tables and styles within the elements are what every mail
/// program sets alike; those that know dark screens get colours for them. Where something may be paid for it has regions.
package struct EditionLetter: Sendable {
    /// Stands for the address at which a recipient leaves, in both bodies.
    package static let leaveMark = "%%leave%%"
    /// Stands for the address at which a recipient chooses what comes.
    package static let manageMark = "%%yours%%"
    /// In bytes; programs that read mail in browsers cut off what is longer.
    package static let longest = 102_000

    let site: SiteIdentity
    /// Where readers find the site, without a slash at the end.
    let origin: String
    let edition: Edition
    /// What stands in lists of mails, after the site’s name.
    let headline: String
    let items: [EditionItem]
    /// Whether its links lead by way of where they are counted.
    let countsClicks: Bool

    package init(
        of edition: Edition, items: [EditionItem], site: SiteIdentity, origin: String, headline: String? = nil,
        countsClicks: Bool = false
    ) {
        self.site = site
        self.origin = origin
        self.edition = edition
        self.headline = headline ?? edition.subject
        self.countsClicks = countsClicks
        self.items = items
    }

    package var subject: String { "\(site.name): \(headline)" }

    /// Both bodies, with their regions open.
    package var plate: LetterPlate { LetterPlate(html: html, text: text) }

    /// The parts in the order in which they are told, each with its items.
    static func parts(of items: [EditionItem]) -> [(part: EditionItem.Part, items: [EditionItem])] {
        var parts: [(part: EditionItem.Part, items: [EditionItem])] = []
        for item in items {
            if parts.last?.part == item.part {
                parts[parts.count - 1].items.append(item)
            } else {
                parts.append((item.part, [item]))
            }
        }
        return parts
    }

    /// The address of the edition on the web.
    var address: String { origin + Route.edition(edition.id.description).path }

    func address(of item: EditionItem) -> String {
        origin
            + (countsClicks
                ? EditionLinkController.link(from: edition.id, to: item.path) : PercentEncoding.ascii(item.path))
    }
}

extension EditionItem.Part {
    /// Above its items.
    var heading: String {
        switch self {
        case .published: "New"
        case .updated: "Updated"
        case .corrected: "Corrected"
        case .comment: "From the discussion"
        case .archive: "From the archive"
        }
    }
}

extension EditionItem {
    /// Who wrote it and what kind of thing it is.
    var credit: String {
        let names = bylines.isEmpty ? "" : "By \(bylines.joined(separator: ", "))"
        switch part {
        case .comment: return note.isEmpty ? "" : "— \(note)"
        default: return names
        }
    }

    /// What was corrected, where that is told.
    var correction: String? { part == .corrected && !note.isEmpty ? note : nil }
}
