import Audience
import Kernel
import Synchronization
import TestSupport

@testable import App

extension OfficeFixtures {
    /// There is one edition a day, and each form gets one of its own.
    private static let days = Mutex(0)

    /// An edition that waits, is being sent, or has stopped.
    func edition(_ text: String) async throws -> [String: String] {
        guard text.contains("Edition}") else { return [:] }
        let number = Self.days.withLock { days in
            days += 1
            return days
        }
        let now = offices.clock.now()
        let id = Edition.ID(day: now.day.advanced(byDays: -number), rhythm: .daily)
        let editions = EditionStore(database: offices.stores.audience)
        let item = EditionItem(
            .published, path: "/how-far-away-is-the-moon", title: "The moon", summary: "It is far.", kind: "answer",
            topics: [], bylines: ["Ann Doe"], at: now)
        let needsApproval = text.contains("{draftEdition}")
        try await editions.compose(
            id, items: [item], since: now, until: now, goes: now, needsApproval: needsApproval)
        if !needsApproval {
            // Nobody subscribes, so no address is opened by it.
            guard let key = AudienceKey(Array(0..<32)) else { return [:] }
            let ledger = DeliveryLedger(database: offices.stores.audience, key: key)
            try await ledger.begin(id, at: now)
            if text.contains("{pausedEdition}") { try await ledger.pause(id, because: "Paused by Ann", at: now) }
        }
        return [
            "{draftEdition}": id.description, "{sendingEdition}": id.description,
            "{pausedEdition}": id.description, "{editionItem}": "published \(now.milliseconds) \(item.path)",
        ]
    }
}
