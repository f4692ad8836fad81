package import Audience
package import HTTPSupport
import Kernel
import Markup

/// What the publisher sees and does of subscribers: how many there are, who an address is, what comes in and goes out.
package struct SubscriberOffice: Sendable {
    private let subscribers: SubscriberStore
    let suppressions: SuppressionStore
    let returned: ReturnedMailStore
    let unread: UnreadMailStore
    let read: @Sendable ([UInt8]) -> MailGlance
    private let importer: SubscriberImporter
    private let export: SubscriberExport

    static let publisher = StaffEndpoint.Access.roles([.publisher])
    /// In bytes; a longer table is imported by the command, which reads it piece by piece.
    private static let longestTable = 8 << 20
    /// The file is made in memory; of more subscribers the command makes one.
    private static let mostExported = 100_000
    private static let piece = 65_536

    /// - Parameter read: What a person wants to see of a mail.
    package init(
        subscribers: SubscriberStore, suppressions: SuppressionStore, returned: ReturnedMailStore,
        unread: UnreadMailStore, importer: SubscriberImporter, export: SubscriberExport,
        read: @escaping @Sendable ([UInt8]) -> MailGlance
    ) {
        self.subscribers = subscribers
        self.suppressions = suppressions
        self.returned = returned
        self.unread = unread
        self.read = read
        self.importer = importer
        self.export = export
    }

    package var endpoints: [StaffEndpoint] { ownEndpoints + returnedEndpoints + suppressionEndpoints }

    private var ownEndpoints: [StaffEndpoint] {
        [
            .get(.subscribers, Self.publisher) { try await page($0) },
            // Not a GET: an address that stood in the page’s own address would be kept in logs and histories.
            .compute(.subscriberSearch, Self.publisher) { request in
                try await withAddress(request) { address in
                    .init(address: address.text, standing: try await suppressions.standing(of: address))
                }
            },
            .post(.subscriberStop, Self.publisher, action: "stop mail to an address") { request in
                guard let address = Self.address(request) else { return try await invalid(request) }
                try await suppressions.suppress(address, at: request.now)
                return .done(.subscribers, notice: "Nothing more is sent to that address.")
            },
            .post(.subscriberAllow, Self.publisher, action: "allow mail to an address") { request in
                guard let address = Self.address(request) else { return try await invalid(request) }
                do {
                    let isChanged = try await suppressions.allow(
                        address, because: request.form["why"], by: request.member.name, at: request.now)
                    return .done(.subscribers, notice: isChanged ? Self.allowed : Self.wasAllowed)
                } catch let problem as Problem where problem.isFormFault {
                    let standing = try await suppressions.standing(of: address)
                    return try await page(
                        request, found: .init(address: address.text, standing: standing), problem: problem)
                }
            },
            .upload(
                .subscriberImport, Self.publisher, action: "import subscribers",
                longestBody: Self.longestTable + 1 << 20
            ) { try await takeIn($0) },
            .get(.subscriberFile, Self.publisher) { try await file($0) },
        ]
    }

    static let allowed = "That address may be written to again."
    static let wasAllowed = "Nothing kept mail from that address."

    private static func address(_ request: StaffRequest) -> EmailAddress? {
        EmailAddress(request.form["address"].filter { !$0.isWhitespace })
    }

    private func invalid(_ request: StaffRequest) async throws -> StaffAnswer {
        let message = "Write an address such as ann@example.org."
        return try await page(
            request,
            problem: Problem(
                .invalid, slug: "address-invalid", title: "That is no e-mail address", detail: message,
                fieldErrors: [.init(field: "address", message: message)]))
    }

    private func withAddress(
        _ request: StaffRequest, _ find: (EmailAddress) async throws -> SubscribersPage.Found
    ) async throws -> StaffAnswer {
        guard let address = Self.address(request) else { return try await invalid(request) }
        return try await page(request, found: try await find(address))
    }

    private func takeIn(_ request: StaffRequest) async throws -> StaffAnswer {
        let file = request.files.first { $0.field == "file" }?.bytes
        let bytes = file ?? Array(request.form["table"].utf8)
        var rest = bytes[...]
        do {
            let day = request.form["consented"]
            let consented = CalendarDay(day)
            guard consented != nil || day.isEmpty else {
                let message = "Write a day as 2026-11-25."
                throw Problem(
                    .invalid, slug: "day-invalid", title: "The table wasn’t read", detail: message,
                    fieldErrors: [.init(field: "consented", message: message)])
            }
            let asked = SubscriberImport(consented: consented, isTrial: request.form["trial"] == "yes")
            let report = try await importer.run(asked, at: request.now) {
                let piece = Array(rest.prefix(Self.piece))
                rest = rest.dropFirst(Self.piece)
                return piece.isEmpty ? nil : piece
            }
            var answer = try await page(request, report: (report, asked.isTrial))
            answer.subject = asked.isTrial ? "a trial" : "\(report.added) added"
            return answer
        } catch let problem as Problem where problem.isFormFault {
            return try await page(request, problem: problem)
        }
    }

    private func file(_ request: StaffRequest) async throws -> StaffAnswer {
        guard try await subscribers.counts().values.reduce(0, +) <= Self.mostExported else {
            throw Problem(
                .tooLong, slug: "export-too-long", title: "There are too many for one file here",
                detail: "Ask whoever runs the site to use “masthead export subscribers”.")
        }
        var bytes: [UInt8] = []
        try await export.write { bytes += $0 }
        return .file(bytes, name: "subscribers-\(request.now.localDay).csv", mediaType: "text/csv; charset=utf-8")
    }

    private func page(
        _ request: StaffRequest, found: SubscribersPage.Found? = nil,
        report: (report: SubscriberImport.Report, isTrial: Bool)? = nil, problem: Problem? = nil
    ) async throws -> StaffAnswer {
        let page = SubscribersPage(
            counts: try await subscribers.counts(), unread: try await unread.count(), typed: request.form,
            found: found, report: report, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}
