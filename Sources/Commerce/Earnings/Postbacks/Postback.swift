import Crypto
import Kernel
import Secrets

/// A sale that a network tells at once, by asking for an address of the site.
package struct Postback: Sendable {
    /// The parameters, decoded, in the order in which they came.
    package let parameters: [(name: String, value: String)]

    /// A signed postback may be so much older or newer than the server’s clock.
    static let tolerance = 300
    private static let known: Set<String> = [
        "transaction", "status", "day", "commission", "currency", "sale", "sub_id", "timestamp", "signature", "token",
    ]

    package init(parameters: [(name: String, value: String)]) { self.parameters = parameters }

    func value(_ name: String) -> String { parameters.first { $0.name == name }?.value ?? "" }

    /// What is signed: every parameter but the signature, percent-encoded (RFC 3986 §2.3), sorted by its bytes and joined with
    /// `&`, after the programme’s identifier and a line break.
    package func signedText(_ programme: Programme.ID) -> String {
        let pairs = parameters.filter { $0.name != "signature" }.map {
            "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))"
        }
        return "\(programme)\n\(pairs.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: "&"))"
    }

    /// The signature of a text: HMAC-SHA-256 (RFC 2104) in hexadecimal digits.
    package static func signature(of text: String, key: String) -> String {
        HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: Array(key.utf8)))
            .hexadecimal
    }

    /// Looks whether it comes from whom it says.
    ///
    /// - Throws: ``Problem`` of kind `forbidden`.
    func verify(_ programme: Programme.ID, _ secrets: [PostbackSecret], at now: Timestamp) throws(Problem) {
        let taken = secrets.filter { $0.programme == programme && $0.isTaken(at: now) }
        let names = parameters.map(\.name)
        guard Set(names).count == names.count else { throw Self.forbidden("A parameter stands in it twice.") }
        let signature = [UInt8](hexadecimal: value("signature"))
        if !value("signature").isEmpty {
            let text = Array(signedText(programme).utf8)
            let isSigned = taken.contains { secret in
                secret.scheme == .signature
                    && HMAC<SHA256>.isValidAuthenticationCode(
                        signature ?? [], authenticating: text, using: SymmetricKey(data: secret.secret))
            }
            guard isSigned else { throw Self.forbidden("The signature is wrong.") }
            guard let seconds = Int64(value("timestamp")), abs(seconds - now.milliseconds / 1000) <= Self.tolerance
            else {
                throw Self.forbidden("The timestamp is missing, or more than five minutes from the server’s clock.")
            }
            return
        }
        let shown = Array(SHA256.hash(data: Array(value("token").utf8)))
        // Every secret is looked at, so that the time tells nothing.
        let matches = taken.filter { secret in
            secret.scheme == .token && Secret.areEqual(secret.secret, shown)
        }
        guard !value("token").isEmpty, !matches.isEmpty else {
            throw Self.forbidden(
                value("token").isEmpty ? "It has neither a signature nor a token." : "The token is wrong.")
        }
    }

    /// What it says.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each parameter that can’t be used.
    func conversion(of programme: Programme, at now: Timestamp, spot: (String) -> Conversion.Spot?) throws(Problem)
        -> Conversion
    {
        var faults = FieldFaults()
        for (name, value) in parameters {
            if !Self.known.contains(name) { faults.add(name, "There is no parameter “\(name.prefix(40))”.") }
            if value.utf8.count > ReportReader.longestText || value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
                faults.add(name, "The parameter “\(name.prefix(40))” is too long, or has a control character.")
            }
        }
        if value("transaction").isEmpty { faults.add("transaction", "The transaction is missing.") }
        let status = programme.network.reportFormat.status(value("status"))
        if status == nil { faults.add("status", "“\(value("status").prefix(40))” is no status that is known.") }
        let currency = Currency(value("currency"))
        if currency == nil { faults.add("currency", "“\(value("currency").prefix(20))” is no currency in use.") }
        let commission = ReportAmount.micros(Array(value("commission").utf8)[...], .point)
        if commission == nil {
            faults.add("commission", "“\(value("commission").prefix(40))” is no amount such as 1234.50.")
        }
        let sale = ReportAmount.micros(Array(value("sale").utf8)[...], .point)
        if sale == nil, !value("sale").isEmpty {
            faults.add("sale", "“\(value("sale").prefix(40))” is no amount such as 1234.50.")
        }
        let day = value("day").isEmpty ? now.day : CalendarDay(value("day"))
        if day == nil { faults.add("day", "“\(value("day").prefix(40))” is no day such as 2026-05-31.") }
        try faults.check(slug: "postback-invalid", title: "The postback can’t be used")
        let money = currency ?? .euro
        return Conversion(
            key: .init(
                network: programme.network, scope: Self.scope(of: programme), reference: value("transaction")),
            status: (commission ?? 0) < 0 ? .reversed : status ?? .pending, day: day ?? now.day, subID: value("sub_id"),
            merchant: programme.merchant.isEmpty ? programme.name : programme.merchant,
            commission: Money(micros: commission ?? 0, money), sale: sale.map { Money(micros: $0, money) },
            origin: .init(programme: programme.id, spot: spot(value("sub_id"))))
    }

    /// As it is for a report of which this programme was chosen.
    private static func scope(of programme: Programme) -> String {
        switch programme.network.reportFormat.identity {
        case .number, .content: ""
        case .numberOfMerchant:
            programme.network == .generic ? programme.id.description : programme.merchant.lowercased()
        }
    }

    private static func forbidden(_ detail: String) -> Problem {
        Problem(.forbidden, slug: "postback-forbidden", title: "The postback was refused", detail: detail)
    }
}
