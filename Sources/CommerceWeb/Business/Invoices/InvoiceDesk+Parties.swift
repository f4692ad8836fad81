import Commerce
import HTTPSupport
import Kernel

extension InvoiceDesk {
    func issuer(_ request: StaffRequest) async throws -> StaffAnswer {
        try await issuerPage(request, problem: nil)
    }

    func changeIssuer(_ request: StaffRequest) async throws -> StaffAnswer {
        var reading = FormReading(request.form)
        let country = reading.country()
        let days = Int(reading.text("daysToPay")) ?? -1
        do {
            try reading.check(title: "This can’t stand on invoices")
            let issuer = InvoiceIssuer(
                party: InvoiceParty(
                    name: reading.text("name"), address: reading.lines("address"), country: country,
                    vatNumber: reading.vatNumber()), payment: reading.lines("payment"), daysToPay: days)
            try await billing.save(issuer, by: signature(of: request))
            return .done(.invoices, notice: "Saved. It stands on the next invoice; those that were issued stay.")
        } catch let problem as Problem where problem.isFormFault {
            return try await issuerPage(request, problem: problem)
        }
    }

    private func issuerPage(_ request: StaffRequest, problem: Problem?) async throws -> StaffAnswer {
        let page = try await IssuerPage(
            issuer: billing.issuer(), publisher: publisher(), values: problem == nil ? nil : request.form,
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }

    func terms(_ request: StaffRequest) async throws -> StaffAnswer { try await termsPage(request, problem: nil) }

    func changeTerms(_ request: StaffRequest) async throws -> StaffAnswer {
        let advertiser = try request.slug("slug")
        guard try await advertisers.advertiser(advertiser) != nil else { throw StaffRequest.nothingHere }
        var reading = FormReading(request.form)
        let country = reading.country()
        let isReverseCharge = request.form["vat"] == "reverse"
        let rate = isReverseCharge ? 0 : Int(percentage: reading.text("vatRate"))
        if rate == nil { reading.fault("vatRate", "Write a rate such as 19 or 8.1.") }
        do {
            try reading.check(title: "This can’t stand on invoices")
            let terms = BillingTerms(
                advertiser: advertiser, address: reading.lines("address"), country: country,
                vatNumber: reading.vatNumber(), vatRate: rate ?? 0, isReverseCharge: isReverseCharge,
                reference: reading.text("reference"))
            try await billing.save(terms, by: signature(of: request))
            return .done(.invoices, notice: "Saved. It stands on the next invoice; those that were issued stay.")
        } catch let problem as Problem where problem.isFormFault {
            return try await termsPage(request, problem: problem)
        }
    }

    private func termsPage(_ request: StaffRequest, problem: Problem?) async throws -> StaffAnswer {
        guard let advertiser = try await advertisers.advertiser(request.slug("slug")) else {
            throw StaffRequest.nothingHere
        }
        let page = try await BillingTermsPage(
            advertiser: advertiser, terms: billing.terms(of: advertiser.partner),
            values: problem == nil ? nil : request.form, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}

extension FormReading {
    fileprivate mutating func country() -> Country {
        let country = Country(text("country"))
        if country == nil { fault("country", "Write the two letters of a country, such as DE.") }
        return country ?? .none
    }

    /// In capitals, without the spaces with which people write it.
    fileprivate func vatNumber() -> String {
        text("vatNumber").uppercased().filter { !$0.isWhitespace && $0 != "." && $0 != "-" }
    }

    /// Several lines, each without white space at its ends, and no empty one at either end.
    fileprivate func lines(_ name: String) -> String {
        text(name).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }.joined(separator: "\n")
    }
}

extension Country {
    /// ISO 3166-1 keeps these letters for what is no country; it is never saved.
    fileprivate static var none: Country { Country("ZZ") ?? .none }
}
