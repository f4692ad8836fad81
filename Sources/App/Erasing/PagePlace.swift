import Kernel
import SystemPackage
import WebClient

/// Where a page is read from.
package enum PagePlace: Sendable, Hashable {
    case standardInput
    case file(String)
    case address(String)

    /// The most that a page may have, in bytes; what is longer is refused and not read to its end.
    package static let mostBytes = 16 << 20

    /// - Parameter argument: `-`, an `http` or `https` address, or a path.
    package init(_ argument: String) {
        let isAddress = ["http://", "https://"].contains { argument.lowercased().hasPrefix($0) }
        self = argument == "-" ? .standardInput : isAddress ? .address(argument) : .file(argument)
    }

    /// - Throws: ``Problem`` of kind `unavailable` or `tooLong`.
    func read() async throws -> [UInt8] {
        do {
            switch self {
            case .standardInput: return try read(.standardInput)
            case .file(let path):
                let descriptor = try FileDescriptor.open(path, .readOnly)
                return try descriptor.closeAfter { try read(descriptor) }
            case .address(let address): return try await fetch(address)
            }
        } catch let error as Errno {
            throw unreadable("\(error).")
        }
    }

    private func read(_ descriptor: FileDescriptor) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= Self.mostBytes else { throw tooLong }
        }
    }

    /// Asks without `Accept-Encoding`, so that the page comes as it is.
    private func fetch(_ address: String) async throws -> [UInt8] {
        let client = WebClient(
            userAgent: "masthead erase", limits: WebLimits(body: Self.mostBytes), policy: .typed(address))
        do {
            let answer = try await client.get(address)
            guard answer.status == 200 else { throw unreadable("It answers \(answer.status), and not 200.") }
            guard !answer.isCut else { throw tooLong }
            return answer.body
        } catch let failure as WebFailure {
            throw unreadable(Self.words(failure))
        }
    }

    private var tooLong: Problem {
        Problem(
            .tooLong, slug: "page-too-long", title: "\(self) is too long",
            detail: "A page has at most \(Self.mostBytes >> 20) MiB.")
    }

    private func unreadable(_ reason: String) -> Problem {
        Problem(.unavailable, slug: "page-unreadable", title: "\(self) cannot be read", detail: reason)
    }

    private static func words(_ failure: WebFailure) -> String {
        switch failure {
        case .addressInvalid: "The address, or where it leads, is none that can be asked for."
        case .addressForbidden:
            "It leads into a private network. Fetch it with another program, and erase the file."
        case .hostUnknown: "There is no such host."
        case .notConnected: "No connection could be made."
        case .timedOut: "It took too long."
        case .tooManyRedirects: "It sends on again and again."
        case .redirectLoop: "It sends on in a circle."
        case .headerTooLong: "The header of its answer is too long."
        case .insecure: "No secure connection could be made; the certificate may have run out."
        case .notUnderstood: "What was answered is no HTTP."
        case .cancelled: "It was broken off."
        }
    }
}

extension PagePlace: CustomStringConvertible {
    package var description: String {
        switch self {
        case .standardInput: "Standard input"
        case .file(let path): path
        case .address(let address): address
        }
    }
}
