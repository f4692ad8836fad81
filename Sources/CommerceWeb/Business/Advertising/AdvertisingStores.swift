package import Commerce
package import Kernel

/// What the pages about advertising read and write.
package struct AdvertisingStores: Sendable {
    /// Puts HTML into a slot of a page of the site, as readers would see it; `nil` while there is no such page.
    package typealias Preview = @Sendable (Slot.Place, [UInt8]) async throws -> [UInt8]?

    let advertisers: AdvertiserStore
    let campaigns: CampaignStore
    let flights: FlightStore
    let creatives: CreativeStore
    let blocks: BlockStore
    let house: HouseAdvertisementStore
    let booked: BookedFlights
    let forecasts: ForecastStore
    let makeGoods: MakeGoodStore
    package let pictures: CreativePictures
    let names: @Sendable () async throws -> TargetNames
    let preview: Preview
    let allowsFrames: @Sendable () -> Bool

    /// - Parameters:
    ///   - allowsFrames: Whether the site allows frames of third parties now.
    ///   - names: Tells by what flights can be targeted.
    ///   - preview: Shows a creative where it will stand.
    package init(
        advertisers: AdvertiserStore, campaigns: CampaignStore, flights: FlightStore, creatives: CreativeStore,
        blocks: BlockStore, house: HouseAdvertisementStore, booked: BookedFlights, forecasts: ForecastStore,
        makeGoods: MakeGoodStore, pictures: CreativePictures,
        names: @escaping @Sendable () async throws -> TargetNames, preview: @escaping Preview,
        allowsFrames: @escaping @Sendable () -> Bool
    ) {
        self.advertisers = advertisers
        self.campaigns = campaigns
        self.flights = flights
        self.creatives = creatives
        self.blocks = blocks
        self.house = house
        self.booked = booked
        self.forecasts = forecasts
        self.makeGoods = makeGoods
        self.pictures = pictures
        self.names = names
        self.preview = preview
        self.allowsFrames = allowsFrames
    }
}

/// By what flights can be targeted that the site’s editors have made, with the names by which people know it.
package struct TargetNames: Sendable, Hashable {
    package struct Name: Sendable, Hashable {
        package let slug: Slug
        package let name: String

        package init(slug: Slug, name: String) {
            self.slug = slug
            self.name = name
        }
    }

    let sections: [Name]
    let topics: [Name]
    /// Kinds of article.
    let kinds: [Name]
    /// Whether the site can tell from which country it is read.
    let knowsCountries: Bool

    package init(sections: [Name], topics: [Name], kinds: [Name], knowsCountries: Bool) {
        self.sections = sections
        self.topics = topics
        self.kinds = kinds
        self.knowsCountries = knowsCountries
    }
}
