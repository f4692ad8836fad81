package import Database

/// The tables on the commercial side of the wall.
package enum CommerceSchema {
    package static let store = "commerce"
    package static let migrations = [
        M0001_PartnersAndHouseAdvertisements.migration,
        M0002_AffiliateLinks.migration,
        M0003_Clicks.migration,
        M0004_Earnings.migration,
        M0005_LinkHealth.migration,
        M0006_Advertising.migration,
        M0007_SponsoredArticles.migration,
        M0008_Invoices.migration,
        M0009_Approval.migration,
        M0010_AdvertiserPortal.migration,
        M0011_ForecastsAndMakeGoods.migration,
        M0012_ThirdPartyFrames.migration,
        M0013_LedgerSums.migration,
        M0014_Letters.migration,
    ]
}
