import Kernel
import NIOSSL
import Synchronization

/// The certificate by which the listener makes connections secure, read anew now and then, since it is renewed.
final class IntakeCertificate: Sendable {
    private let files: Settings.Intake.Certificate
    private let known = Mutex<(context: NIOSSLContext, read: ContinuousClock.Instant)?>(nil)

    private static let patience = Duration.seconds(3600)

    init(_ files: Settings.Intake.Certificate) { self.files = files }

    /// - Throws: What NIOSSL says of files that can’t be used, when none could be used before.
    func context() throws -> NIOSSLContext {
        try known.withLock { known in
            if let known, ContinuousClock.now - known.read < Self.patience { return known.context }
            do {
                let context = try read()
                known = (context, .now)
                return context
            } catch {
                // The one from before may be good for a while yet.
                guard let earlier = known?.context else { throw error }
                return earlier
            }
        }
    }

    private func read() throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMFile(files.chain).map { NIOSSLCertificateSource.certificate($0) }
        let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        return try NIOSSLContext(configuration: configuration)
    }
}
