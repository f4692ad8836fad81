/// What advertisers booked, and the site’s own advertisements.
extension OfficeRoute {
    // What is booked.
    package static let advertising = at("/business/advertising")
    package static let advertisers = at("/business/advertising/advertisers")
    package static let newAdvertiser = at("/business/advertising/advertisers/new")
    package static func advertiser(_ slug: String) -> Self { at("/business/advertising/advertisers/\(slug)") }
    package static func newCampaign(advertiser slug: String) -> Self {
        at("/business/advertising/advertisers/\(slug)/campaigns")
    }
    package static func campaign(_ id: String) -> Self { at("/business/advertising/campaigns/\(id)") }
    package static func newFlight(campaign id: String) -> Self { at("/business/advertising/campaigns/\(id)/flights") }
    package static func flight(_ id: String) -> Self { at("/business/advertising/flights/\(id)") }
    package static func flightPause(_ id: String) -> Self { at("/business/advertising/flights/\(id)/pause") }
    package static func flightResume(_ id: String) -> Self { at("/business/advertising/flights/\(id)/resume") }
    package static func newCreative(flight id: String) -> Self { at("/business/advertising/flights/\(id)/creatives") }

    /// What could be had by a flight that is being written.
    package static func newFlightForecast(campaign: String) -> Self {
        at("/business/advertising/campaigns/\(campaign)/flights/forecast")
    }
    package static func flightForecast(_ id: String) -> Self { at("/business/advertising/flights/\(id)/forecast") }
    package static func creative(_ id: String) -> Self { at("/business/advertising/creatives/\(id)") }
    package static func creativeEnd(_ id: String) -> Self { at("/business/advertising/creatives/\(id)/end") }
    package static func creativeDecision(_ id: String) -> Self { at("/business/advertising/creatives/\(id)/decision") }
    package static func creativePreview(_ id: String) -> Self { at("/business/advertising/creatives/\(id)/preview") }
    package static func creativePreviewPage(_ id: String) -> Self {
        at("/business/advertising/creatives/\(id)/preview/page")
    }
    package static func creativePreviewDocument(_ id: String) -> Self {
        at("/business/advertising/creatives/\(id)/preview/document")
    }
    package static let advertisingBlocks = at("/business/advertising/blocks")
    package static let advertisingBlockLift = at("/business/advertising/blocks/lift")
    package static let houseAdvertisements = at("/business/house-ads")
    package static let newHouseAdvertisement = at("/business/house-ads/new")
    package static func houseAdvertisement(_ slug: String) -> Self { at("/business/house-ads/\(slug)") }
    package static func houseAdvertisementRetirement(_ slug: String) -> Self {
        at("/business/house-ads/\(slug)/retire")
    }
}
