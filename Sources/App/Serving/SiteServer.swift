import Commerce
import CommerceWeb
import Editorial
import HTTPSupport
import Hummingbird
import HummingbirdCore
package import Kernel
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

/// Serves a site until it is told to stop; then finishes what it has begun.
package struct SiteServer: Sendable {
    private let settings: Settings
    private let clock: any WallClock
    private let logger: Logger

    package init(settings: Settings, clock: any WallClock, logger: Logger) {
        self.settings = settings
        self.clock = clock
        self.logger = logger
    }

    /// Opens the site's databases, listens, and returns when a signal has ended it.
    ///
    /// - Parameter listening: Is told the site's name and the address at which the site can be read.
    /// - Throws: ``Problem`` or `DatabaseError` when it cannot start.
    package func run(listening: @escaping @Sendable (_ name: String, _ address: String) -> Void) async throws {
        let stores = try await Stores(settings, clock: clock)
        do {
            try await serve(stores, listening: listening)
        } catch let error as IOError {
            await stores.close()
            throw Self.problem(of: error, settings)
        } catch is SocketAddressError {
            await stores.close()
            throw Self.problem("there is no such address. Choose another with --host", settings)
        } catch {
            await stores.close()
            throw error
        }
        await stores.close()
    }

    private func serve(_ stores: Stores, listening: @escaping @Sendable (_ name: String, _ address: String) -> Void)
        async throws
    {
        let port = try settings.port == 0 ? FreePort.find(on: settings.host) : settings.port
        let local = "http://\(settings.host.contains(":") ? "[\(settings.host)]" : settings.host):\(port)"
        let site = try await Site(
            settings: settings, stores: stores, origin: settings.origin ?? local, clock: clock,
            tellOfClicks: ClickLedgerService.teller(logger), tellOfOffers: AdvertisingService.teller(logger))
        let metrics = PrometheusMetrics()
        let log = settings.logsRequests ? RequestLog(clock: clock, descriptor: 1) : nil
        let recorder = RequestRecorder(metrics: metrics, log: log)
        let router = SiteRouter(
            site, databases: stores.all, metrics: metrics, observer: recorder)
        let application = Application(
            router: router.router,
            server: HTTPServerBuilder { responder in
                ReadyPageChannel(
                    responder: responder, answerer: site.library,
                    later: RedirectAnswerer(redirects: site.redirects, gone: site.goneLink), observer: recorder,
                    clock: clock)
            },
            configuration: .init(address: .hostname(settings.host, port: port), backlog: 1024),
            onServerRunning: { _ in listening(site.shell.site.name, "\(local)/") },
            logger: logger)
        // They end in the opposite order, and the ledger has to outlive the last request.
        var services: [any Service] = [
            ClickLedgerService(ledger: site.ledger),
            AdvertisingService(advertising: site.advertising, logger: logger),
            application,
        ]
        services.append(LedgerSummingService(advertising: site.advertising, logger: logger))
        services.append(PublicationService(schedule: site.schedule, logger: logger))
        if settings.checksSources {
            let inspector = site.inspector
            services.append(
                InspectionService(thing: "source", logger: logger) { [clock] in
                    InspectionService.Report(try await inspector.inspectDue(at: clock.now()))
                })
        }
        if settings.checksLinks {
            let (articles, merchants) = (site.articleLinks, site.linkInspector)
            services.append(
                InspectionService(thing: "link", logger: logger) {
                    InspectionService.Report(try await articles.inspectDue())
                })
            services.append(
                InspectionService(thing: "merchant’s link", logger: logger) {
                    InspectionService.Report(try await merchants.inspectDue())
                })
        }
        services.append(MediaSweeper(of: "an image", clock: clock, logger: logger, sweep: site.media.sweep))
        services.append(MediaSweeper(of: "a creative", clock: clock, logger: logger, sweep: site.pictures.sweep))
        services.append(RuleWatch(links: site.links, library: site.library, logger: logger))
        if let notices = site.discussions.notices(clock: clock, logger: logger) { services.append(notices) }
        services.append(
            DiscussionWatch(
                discussions: site.discussions, editions: site.editions.store, library: site.library, clock: clock,
                logger: logger))
        services.append(
            ScreenService(discussions: site.discussions, library: site.library, clock: clock, logger: logger))
        if let newsletter = site.newsletter {
            services.append(
                SubscriberKeeping(
                    subscribers: newsletter.subscribers, unread: site.intake.unread, clock: clock, logger: logger))
        }
        services.append(
            EditionClickService(
                counter: site.editionClicks.counter, clicks: site.editionClicks.clicks, clock: clock, logger: logger))
        if let intake = site.intake.service(settings, logger: logger) { services.append(intake) }
        if let mailbox = site.intake.mailbox(settings, logger: logger) { services.append(mailbox) }
        services += site.editions.services(library: site.library, logger: logger)
        if let log { services.append(RequestLogWriter(log: log)) }
        let group = ServiceGroup(
            configuration: .init(
                services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }

    private static func problem(of error: IOError, _ settings: Settings) -> Problem {
        let reason =
            switch error.errnoCode {
            case EADDRINUSE: "something else is listening there already. Stop it, or choose another port with --port"
            case EACCES: "this user may not listen there. Ports below 1024 need a privilege; choose another with --port"
            case EADDRNOTAVAIL: "this machine does not have that address. Choose another with --host"
            default: "\(error)"
            }
        return problem(reason, settings)
    }

    private static func problem(_ reason: String, _ settings: Settings) -> Problem {
        Problem(
            .unavailable, slug: "cannot-listen", title: "The site cannot be served",
            detail: "\(settings.host):\(settings.port): \(reason).")
    }
}

/// Writes the request log while requests come in, and what is left of it at the end.
private struct RequestLogWriter: Service {
    let log: RequestLog

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .milliseconds(200))
                log.flush()
            }
        }
        log.flush()
    }
}
