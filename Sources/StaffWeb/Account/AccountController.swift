package import HTTPSupport
import Kernel
import Markup
package import Staff

/// What somebody on the staff does with their own account.
package struct AccountController: Sendable {
    private let accounts: AccountStore
    private let sessions: SessionStore
    private let factors: SecondFactorStore
    private let site: @Sendable () -> SiteIdentity

    package init(
        accounts: AccountStore, sessions: SessionStore, factors: SecondFactorStore,
        site: @escaping @Sendable () -> SiteIdentity
    ) {
        self.accounts = accounts
        self.sessions = sessions
        self.factors = factors
        self.site = site
    }

    package var endpoints: [StaffEndpoint] {
        [
            .get(.account, .everybody) { try await page($0) },
            .post(.password, .everybody, action: "change the password") { try await changePassword($0) },
            .post(.signOutEverywhere, .everybody, action: "sign out everywhere") { request in
                try await sessions.endAll(of: request.member.id)
                return .done(.signIn)
            },
            .get(.setUpSecondFactor, .everybody) { try await secondFactor($0) },
            .post(.setUpSecondFactor, .everybody, action: "turn the second factor on") {
                try await confirm($0)
            },
            .post(.removeSecondFactor, .everybody, action: "turn the second factor off") { try await remove($0) },
            .post(.recoveryCodes, .everybody, action: "make new recovery codes") { request in
                let codes = try await factors.renewRecoveryCodes(of: request.member.id)
                return .page(RecoveryCodesPage(codes: codes).page)
            },
        ]
    }

    private func page(_ request: StaffRequest, problem: Problem? = nil) async throws -> StaffAnswer {
        guard let account = try await accounts.account(request.member.id) else { throw StaffRequest.nothingHere }
        let page = AccountPage(
            account: account, sessions: try await sessions.count(of: account.id),
            hasSecondFactor: try await factors.isActive(for: account.id),
            recoveryCodes: try await factors.unusedRecoveryCodes(of: account.id), token: request.formToken,
            problem: problem)
        return .page(page.page, problem: problem)
    }

    private func changePassword(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            guard request.form["new"] == request.form["again"] else {
                throw Problem(
                    .invalid, slug: "password-twice", title: "The password was not changed",
                    detail: "The new password was not typed the same way twice.",
                    fieldErrors: [.init(field: "again", message: "This is not the same as the one above.")])
            }
            try await accounts.changePassword(
                of: request.member.id, from: request.form["present"], to: request.form["new"], keeping: nil)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(request, problem: problem)
        }
        return .done(.signIn)
    }

    private func secondFactor(_ request: StaffRequest, problem: Problem? = nil) async throws -> StaffAnswer {
        if try await factors.isActive(for: request.member.id) { return .done(.account) }
        guard let account = try await accounts.account(request.member.id) else { throw StaffRequest.nothingHere }
        let proposal = try await factors.proposal(for: account.id)
        let page = SecondFactorPage(
            typed: proposal.typed, address: proposal.address(site: site().name, email: account.email),
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }

    private func confirm(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            let codes = try await factors.confirm(request.form["code"], for: request.member.id)
            return .page(RecoveryCodesPage(codes: codes).page)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await secondFactor(request, problem: problem)
        }
    }

    private func remove(_ request: StaffRequest) async throws -> StaffAnswer {
        guard try await factors.accepts(request.form["code"], for: request.member.id) else {
            return try await page(request, problem: SecondFactorStore.wrongCode)
        }
        try await factors.remove(from: request.member.id)
        return .done(.account, notice: "The second factor is off.")
    }
}
