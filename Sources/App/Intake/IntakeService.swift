import Kernel
import Logging
import MailIntake
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Takes in mail that comes back, for as long as the site is served.
struct IntakeService: Service {
    let place: Settings.Intake
    /// The name that it greets by.
    let host: String
    let room: MailRoom
    let logger: Logger

    func run() async throws {
        let channel = try await listen()
        await withGracefulShutdownHandler {
            // A listener that was closed has nothing more to tell.
            do { try await channel.closeFuture.get() } catch {}
        } onGracefulShutdown: {
            channel.close(promise: nil)
        }
    }

    private func listen() async throws(Problem) -> any Channel {
        var options = IntakeServer.Options()
        options.language = place.speech == .lmtp ? .lmtp : .smtp
        options.host = host
        options.tls = try tls()
        let (room, logger) = (room, logger)
        let server = IntakeServer(options: options, accepts: room.accepts) { mail in
            do {
                try await room.take(mail)
            } catch {
                // Whoever sent it tries again.
                logger.error("A mail that came back has to wait", metadata: ["error": .string("\(error)")])
                throw error
            }
        }
        do {
            return try await server.listen(
                host: place.host, port: place.port, group: MultiThreadedEventLoopGroup.singleton)
        } catch {
            throw Problem(
                .unavailable, slug: "cannot-take-mail", title: "Mail that comes back cannot be taken in",
                detail: "\(place.host):\(place.port): \(Self.reason(error)). See “newsletter.intake” in masthead.yaml.")
        }
    }

    /// - Throws: ``Problem`` when the certificate can’t be used.
    private func tls() throws(Problem) -> TLSContexts? {
        guard let files = place.certificate else { return nil }
        let certificate = IntakeCertificate(files)
        do {
            _ = try certificate.context()
        } catch {
            throw Problem(
                .unavailable, slug: "intake-certificate", title: "Mail that comes back cannot be taken in",
                detail:
                    "“newsletter.intakeCertificate” (\(files.chain)) and “newsletter.intakeKey” (\(files.key)) are no certificate in PEM with its key: \(error)."
            )
        }
        return { try certificate.context() }
    }

    private static func reason(_ error: any Error) -> String {
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: "something else is listening there already"
        case EACCES: "this user may not listen there; ports below 1024 need a privilege"
        case EADDRNOTAVAIL: "this machine does not have that address"
        default: "\(error)"
        }
    }
}
