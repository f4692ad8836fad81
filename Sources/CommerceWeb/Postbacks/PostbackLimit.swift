import Commerce
import Kernel
import Synchronization

/// Counts the postbacks of each network address within a minute, so that nobody can try secrets or fill the disk.
///
/// It remembers the prefixes of addresses in memory, for the minute only.
final class PostbackLimit: Sendable {
    /// Of one prefix, whatever they say.
    static let most = 600
    /// Of one prefix, refused for their signature.
    static let mostRefused = 20
    private static let mostPrefixes = 10_000

    private struct Minute {
        var number = Int64.min
        var all: [AddressPrefix?: Int] = [:]
        var refused: [AddressPrefix?: Int] = [:]
    }

    private let minute = Mutex(Minute())
    /// Refused for their signature since the server started.
    private let total = Mutex(0)

    var refusals: Int { total.withLock { $0 } }

    /// Takes one in.
    ///
    /// - Returns: Whether there were too many.
    func isExceeded(by address: String, at now: Timestamp) -> Bool {
        let prefix = AddressPrefix(address)
        return minute.withLock { minute in
            if minute.number != now.milliseconds / 60_000 { minute = Minute(number: now.milliseconds / 60_000) }
            guard minute.all[prefix] != nil || minute.all.count < Self.mostPrefixes else { return true }
            minute.all[prefix, default: 0] += 1
            return minute.all[prefix, default: 0] > Self.most || minute.refused[prefix, default: 0] >= Self.mostRefused
        }
    }

    /// One was refused for its signature.
    func refused(_ address: String) {
        minute.withLock { $0.refused[AddressPrefix(address), default: 0] += 1 }
        total.withLock { $0 += 1 }
    }
}
