import Editorial
import HTTPSupport
import Kernel

extension Desk {
    func deadLinks(_ request: StaffRequest) async throws -> StaffAnswer {
        .page(DeadLinkPage(links: try await links.troubled(), token: request.formToken).page)
    }

    /// Asks once more, and tells what came of it.
    func checkLink(_ request: StaffRequest) async throws -> StaffAnswer {
        let address = request.form["address"]
        let health = try await links.inspect(address)
        return .done(
            .deadLinks,
            notice: health.map { "Checked \(address): \(AddressHealthWords($0).lineInSentence)." }
                ?? "Somebody else checked it at the same time.",
            subject: address)
    }
}
