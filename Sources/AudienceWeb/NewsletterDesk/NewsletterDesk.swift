package import Audience
package import HTTPSupport
import Kernel

/// The office of the newsletter: what goes next, how it looks, how far it has come, and what became of it.
package struct NewsletterDesk: Sendable {
    let editions: EditionStore
    let ledger: DeliveryLedger
    let reports: EditionReports
    let subscribers: SubscriberStore
    let ground: NewsletterGround

    /// What goes out under the site’s name is settled by those who answer for the whole.
    static let access = StaffEndpoint.Access.roles([.editor, .publisher])

    package init(
        editions: EditionStore, ledger: DeliveryLedger, reports: EditionReports, subscribers: SubscriberStore,
        ground: NewsletterGround
    ) {
        self.editions = editions
        self.ledger = ledger
        self.reports = reports
        self.subscribers = subscribers
        self.ground = ground
    }

    package var endpoints: [StaffEndpoint] {
        [
            .get(.newsletterDesk, Self.access) { try await list($0) },
            .get(.deskEdition(":id"), Self.access) { try await content($0) },
            .post(.deskEdition(":id"), Self.access, action: "change an edition") { try await change($0) },
            .post(.editionApproval(":id"), Self.access, action: "approve an edition") { try await approve($0) },
            .post(.editionHold(":id"), Self.access, action: "hold an edition") { try await hold($0) },
            .post(.editionTest(":id"), Self.access, action: "send a test of an edition") { try await test($0) },
            .get(.editionPreview(":id"), Self.access) { try await preview($0) },
            .get(.editionLetter(":id"), Self.access) { try await letter($0) },
            .get(.editionSending(":id"), Self.access) { try await sending($0) },
            .post(.editionPause(":id"), Self.access, action: "pause an edition") { try await pause($0) },
            .post(.editionResume(":id"), Self.access, action: "resume an edition") { try await resume($0) },
            .get(.editionReport(":id"), Self.access) { try await report($0) },
            .get(.editionCancellation(":id"), Self.access) { try await askToCancel($0) },
            .post(.editionCancellation(":id"), Self.access, action: "cancel an edition") { try await cancel($0) },
        ]
    }

    /// The edition that an address names.
    func edition(_ request: StaffRequest) async throws -> ComposedEdition {
        let name = request.parameter("id")
        guard let id = Edition.ID(name), id.description == name, let composed = try await editions.edition(id) else {
            throw StaffRequest.nothingHere
        }
        return composed
    }
}
