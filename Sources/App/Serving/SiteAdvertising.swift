import Assets
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
    /// What pages have in their slots when they are answered.
    let filler: any SlotFiller
    private let slots: AdvertisementSlots
    private let sight: ReaderSight
    private let database: any Database
    private let clock: any WallClock
    private let isBehindProxy: Bool
    /// The address of the script that asks before a frame of a third party is loaded.
    private let askScript: String
    private let allowsFrames: @Sendable () -> Bool

    /// - Parameters:
    ///   - assets: Have the scripts that ask what stands in a slot, and tell when it was seen.
    ///   - allowsFrames: Whether the site allows frames of third parties now.
    ///   - report: Is told when views and clicks cannot be written down.
    init(
        settings: Settings, database: any Database, clock: any WallClock, zone: @escaping @Sendable () -> Zone,
        assets: AssetPages, sight: ReaderSight, allowsFrames: @escaping @Sendable () -> Bool,
        report: @escaping @Sendable (OfferLedger.Trouble) -> Void
    ) async throws {
        self.database = database
        self.clock = clock
        self.sight = sight
        self.allowsFrames = allowsFrames
        isBehindProxy = settings.isBehindProxy
        live = try await LiveAdvertising(database: database, clock: clock, zone: zone)
        ledger = OfferLedger(
            database: database, seal: live.seal, counted: { [live] in live.counted($0) }, report: report)
        houseAdvertisements = HouseAdvertisementStore(database: database)
        houseSlots = HouseSlots(try await houseAdvertisements.current())
        askScript = assets.lastingRoute(of: "frames.js").path
        slots = AdvertisementSlots(
            offers: OfferMaker(live, clock: clock), house: houseSlots,
            seen: assets.lastingRoute(of: "seen.js").path, ask: askScript)
        filler =
            switch settings.advertising.delivery {
            case .inline: slots
            case .deferred: DeferredSlots(house: houseSlots, script: assets.lastingRoute(of: "fill.js").path)
            }
    }

    /// Makes readers see at once what was changed.
    func refresh() async throws {
        try await houseSlots.replace(with: houseAdvertisements.current())
    }

    /// Sums the days of the ledger that are over.
    func sumDays() async throws { try await LedgerSums(database: database).close(before: clock.now()) }

    /// What tells a browser what stands in slots that were left open.
    ///
    /// - Parameter page: The slots of the page at a path.
    func openSlots(page: @escaping @Sendable (String) async throws -> SlottedPage?) -> SlotController {
        SlotController(slots: slots, sight: sight, page: page)
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
            creatives: CreativeStore(database: database),
            letters: LetterOffers(
                advertising: LetterAdvertising(database: database), offers: OfferMaker(live, clock: clock)),
            ledger: ledger, judge: HitJudge(rates: HitRateFilter()),
            why: WhyPage(
                reasons: OfferReasons(database: database), shell: shell, script: askScript, names: names,
                subject: subject), clock: clock, isBehindProxy: isBehindProxy, allowsFrames: allowsFrames)
    }
}
