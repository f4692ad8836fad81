import Database
import Kernel

extension LiveFlights.Bookings {
    /// Reads what isn’t over by a day, and of creatives only those that somebody approved.
    static func read(_ connection: any Connection, on day: CalendarDay) throws -> LiveFlights.Bookings {
        let last = day.advanced(byDays: -2)
        var bookings = LiveFlights.Bookings()
        bookings.flights = try PlannedFlight.all(connection, lastOnOrAfter: last)
        for campaign in try connection.all(Campaign.self, "SELECT * FROM campaign") {
            bookings.campaigns[campaign.id] = campaign
        }
        bookings.advertisers = try AdvertiserStore.advertisers(connection)
        for partner in try connection.all(Partner.self, "SELECT * FROM partner") {
            bookings.partners[partner.slug] = partner
        }
        bookings.creatives = try connection.all(
            Creative.self,
            """
            SELECT creative.* FROM creative JOIN flight ON flight.id = creative.flight
            WHERE ended IS NULL AND approval = 'approved' AND last_day >= \(last) ORDER BY creative.id
            """)
        bookings.blocklist = try Blocklist.read(connection)
        bookings.worths = try MakeGoodStore.worths(connection)
        return bookings
    }
}
