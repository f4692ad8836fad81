import Database
import Kernel

/// What flights may have frames of third parties, and what beside them.
enum TagRules {
    /// What can’t be counted can’t be paid for: what happens in a third party’s frame is known to that party alone.
    static func allows(_ pricing: Pricing) -> Bool {
        switch pricing {
        case .perThousandViews, .flat: true
        case .perClick, .commission: false
        }
    }

    static func check(
        _ creative: Creative, in flight: Flight, _ connection: any Connection, _ faults: inout FieldFaults
    ) throws {
        if creative.tag != nil, !allows(flight.pricing) {
            faults.add(
                "form",
                """
                What is clicked in a frame of a third party can’t be counted here. Book it by views, or for a flat price.
                """)
        }
        let others = try tags(of: flight.id, besides: creative.id, connection)
        if others.contains(creative.tag == nil) {
            faults.add(
                "form",
                """
                A flight shows either frames of third parties or advertisements of this site: who doesn’t agree to the \
                frames would see only the rest.
                """)
        }
    }

    static func check(_ flight: Flight, _ connection: any Connection, _ faults: inout FieldFaults) throws {
        guard !allows(flight.pricing), try tags(of: flight.id, connection).contains(true) else { return }
        faults.add(
            "pricing",
            """
            It shows a frame of a third party, where clicks can’t be counted here. Choose views, or a flat price.
            """)
    }

    /// Of each creative of a flight that hasn’t ended, whether it is a frame of a third party.
    private static func tags(
        of flight: Flight.ID, besides creative: Creative.ID? = nil, _ connection: any Connection
    ) throws -> Set<Bool> {
        try Set(
            connection.rows("SELECT id, frame FROM creative WHERE flight = \(flight) AND ended IS NULL").compactMap {
                row in
                guard try row.value("id", as: Creative.ID.self) != creative else { return nil }
                return try row.value("frame", as: String?.self) != nil
            })
    }
}
