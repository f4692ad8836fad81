import Database
import Kernel

/// What flights may stand in the newsletter’s mails.
///
/// A mail is the same for many, and nobody learns whether it was opened. So nothing is paid for by views there, nothing depends on
/// who reads it, and it shows text alone, since a picture would tell its server of each reader.
enum LetterRules {
    static func allows(_ pricing: Pricing) -> Bool {
        switch pricing {
        case .perClick, .commission: true
        case .perThousandViews, .flat: false
        }
    }

    /// Whether everybody who reads what isn’t about a section or a topic may see it.
    static func allows(_ targeting: Targeting) -> Bool {
        targeting.sections.isEmpty && targeting.topics.isEmpty && targeting.kinds.isEmpty && targeting.hours.isEmpty
            && targeting.devices.isEmpty && targeting.countries.isEmpty
    }

    static func check(
        _ creative: Creative, in flight: Flight, _ connection: any Connection, _ faults: inout FieldFaults
    ) throws {
        if creative.place == .newsletter {
            if !allows(flight.pricing) {
                faults.add("place", "Views of mails can’t be counted. Book the flight by clicks, or by commission.")
            }
            if !allows(flight.targeting) {
                faults.add(
                    "place",
                    """
                    Every subscriber gets the same advertisement. A flight for the newsletter asks for no section, topic, kind, \
                    hour, device or country.
                    """)
            }
        }
        if try places(of: flight.id, besides: creative.id, connection).contains(creative.place != .newsletter) {
            faults.add("place", "A flight stands either on pages or in the newsletter. Book another one.")
        }
    }

    static func check(_ flight: Flight, _ connection: any Connection, _ faults: inout FieldFaults) throws {
        guard try places(of: flight.id, connection).contains(true) else { return }
        if !allows(flight.pricing) {
            faults.add(
                "pricing", "It stands in the newsletter, where views can’t be counted. Choose clicks, or commission.")
        }
        if !allows(flight.targeting) {
            faults.add(
                "targeting",
                "It stands in the newsletter, which is the same for every subscriber. Ask for a language only.")
        }
    }

    /// Of each creative of a flight that hasn’t ended, whether it is for the newsletter.
    private static func places(
        of flight: Flight.ID, besides creative: Creative.ID? = nil, _ connection: any Connection
    ) throws -> Set<Bool> {
        try Set(
            connection.rows("SELECT id, letters FROM creative WHERE flight = \(flight) AND ended IS NULL").compactMap {
                row in
                guard try row.value("id", as: Creative.ID.self) != creative else { return nil }
                return try row.value("letters", as: Bool.self)
            })
    }
}
