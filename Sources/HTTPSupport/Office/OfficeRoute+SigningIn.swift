/// Where the staff sign in, and each one’s own account.
extension OfficeRoute {
    // Signing in.
    package static let signIn = at("/sign-in")
    package static let secondFactor = at("/sign-in/code")
    package static let signOut = at("/sign-out")
    package static func invitation(_ secret: String) -> Self { at("/invitation/\(secret)") }

    // One's own account.
    package static let account = at("/account")
    package static let password = at("/account/password", takesSecret: true)
    package static let signOutEverywhere = at("/account/sign-out-everywhere")
    package static let setUpSecondFactor = at("/account/second-factor", takesSecret: true)
    package static let removeSecondFactor = at("/account/second-factor/remove", takesSecret: true)
    package static let recoveryCodes = at("/account/recovery-codes")
}
