import Kernel

extension OfficeForm {
    /// The forms of one’s own account.
    static let ofAccounts: [String: OfficeForm] = [
        // After these, the session is over.
        "POST /account/password": OfficeForm(
            .business, "present={password}&new=another long one&again=another long one", again: 401),
        "POST /account/sign-out-everywhere": OfficeForm(.moderator, again: 401),
        "POST /account/second-factor": OfficeForm(.writer, "code={code}", again: 409, after: .proposedFactor),
        "POST /account/second-factor/remove": OfficeForm(.writer, "code={code}", again: 422, after: .activeFactor),
        "POST /account/recovery-codes": OfficeForm(.writer, again: 200, after: .activeFactor),
    ]
}
