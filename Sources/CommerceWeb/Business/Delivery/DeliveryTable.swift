import Commerce
import Kernel
import Tables

/// What a spreadsheet gets of what was delivered.
enum DeliveryTable {
    /// A row for each flight.
    static func table(of standings: [FlightStanding]) -> CommaSeparatedTable {
        let heading = [
            "Flight", "Name", "Advertiser", "Campaign", "State", "First day", "Last day", "Paid by", "Booked",
            "Plan by now", "Views", "Clicks", "Left", "Earned", "Currency",
        ]
        return CommaSeparatedTable(
            rows: [heading]
                + standings.map { standing in
                    let flight = standing.flight
                    return [
                        flight.id.description, flight.name, standing.advertiser.name, standing.campaign.name,
                        standing.state.heading, flight.first.description, flight.last.description,
                        flight.pricing.form.rawValue, flight.goal.map(String.init) ?? "",
                        standing.planned.map(String.init) ?? "", String(standing.counts.views),
                        String(standing.counts.clicks), standing.left.map(String.init) ?? "",
                        standing.earned.decimal, standing.earned.currency.code,
                    ]
                })
    }

    /// A row for each hour.
    static func table(of delivery: FlightDelivery) -> CommaSeparatedTable {
        CommaSeparatedTable(
            rows: [["Day", "Hour", "Views", "Clicks", "Plan", "Not counted"]]
                + delivery.hours.map { hour in
                    [
                        hour.day.description, String(hour.hour), String(hour.counts.views), String(hour.counts.clicks),
                        hour.planned.map { Self.hundredths($0) } ?? "", String(hour.notCounted),
                    ]
                })
    }

    private static func hundredths(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}
