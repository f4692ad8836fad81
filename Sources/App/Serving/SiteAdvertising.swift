import Commerce
import CommerceWeb
import Database
import HTTPSupport
import Kernel

/// What the site's advertising consists of on one server: who decides, who counts, and what stands where nobody pays.
struct SiteAdvertising: Sendable {
    let live: LiveAdvertising
    let ledger: OfferLedger
    let houseSlots: HouseSlots
    let houseAdvertisements: HouseAdvertisementStore
    let slots: AdvertisementSlots
    private let database: any Database
    private let clock: any WallClock
    private let isBehindProxy: Bool

    /// - Parameters:
    ///   - script: The address of the script that tells when an advertisement was seen.
    ///   - report: Is told when views and clicks cannot be written down.
    init(
        database: any Database, clock: any WallClock, zone: @escaping @Sendable () -> Zone, script: String,
        isBehindProxy: Bool, report: @escaping @Sendable (OfferLedger.Trouble) -> Void
    ) async throws {
        self.database = database
        self.clock = clock
        self.isBehindProxy = isBehindProxy
        live = try await LiveAdvertising(database: database, clock: clock, zone: zone)
        ledger = OfferLedger(
            database: database, seal: live.seal, counted: { [live] in live.counted($0) }, report: report)
        houseAdvertisements = HouseAdvertisementStore(database: database)
        houseSlots = HouseSlots(try await houseAdvertisements.current())
        slots = AdvertisementSlots(
            offers: OfferMaker(live, clock: clock), house: houseSlots, script: script)
    }

    /// Makes readers see at once what was changed.
    func refresh() async throws {
        try await houseSlots.replace(with: houseAdvertisements.current())
    }

    /// What answers the addresses that advertisements have.
    ///
    /// - Parameters:
    ///   - names: What sections and topics are called.
    ///   - subject: What the page at a path is about.
    func controller(
        shell: any PageShell, names: @escaping @Sendable () async throws -> TargetNames,
        subject: @escaping @Sendable (String) async throws -> PageSubject?
    ) -> OfferController {
        OfferController(
            creatives: CreativeStore(database: database), ledger: ledger, judge: HitJudge(rates: HitRateFilter()),
            why: WhyPage(
                reasons: OfferReasons(database: database), shell: shell, names: names,
                subject: subject), clock: clock, isBehindProxy: isBehindProxy)
    }
}
