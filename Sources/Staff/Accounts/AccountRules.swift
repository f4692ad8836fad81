import Database
import Kernel

/// What an account has to be.
enum AccountRules {
    /// - Throws: ``Problem`` of kind `invalid`.
    static func check(_ account: Account) throws(Problem) {
        let parts = account.email.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), account.email.utf8.count <= 254,
            !account.email.contains(where: { $0.isWhitespace || $0.isNewline })
        else {
            throw invalid("email", "“\(account.email.prefix(80))” is not an e-mail address.")
        }
        guard (1...100).contains(account.name.count), !account.name.allSatisfy(\.isWhitespace),
            !account.name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        else {
            throw invalid("name", "A name has 1 to 100 characters.")
        }
        try check(account.roles)
    }

    static func check(_ roles: Set<Role>) throws(Problem) {
        guard !roles.isEmpty else {
            throw invalid("roles", "It needs a role: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
    }

    /// - Throws: ``Problem`` of kind `forbidden` for roles on both sides of the wall, unless the site has declared that
    ///   one person does everything.
    static func checkSides(of roles: Set<Role>, _ connection: any Connection) throws {
        guard roles.contains(.business), roles.contains(where: \.isEditorial),
            try connection.value(Int.self, "SELECT count(*) FROM one_person_mode") == 0
        else { return }
        throw Problem(
            .forbidden, slug: "account-both-sides", title: "Nobody can hold these roles together",
            detail: """
                Nobody holds an editorial role and the business role at once: readers are promised that the two are \
                kept apart. A site with one person can declare so under “Publisher”; its standards page then says it.
                """)
    }

    /// - Throws: ``Problem`` of kind `conflict` when there are other accounts and none of them could manage people.
    static func requireAnotherPublisher(than id: StaffID, _ connection: any Connection) throws {
        let others = try connection.value(
            Int.self,
            """
            SELECT count(*) FROM account JOIN account_role ON account_role.account = account.id
            WHERE account.id <> \(id) AND account.disabled IS NULL AND account_role.role = 'publisher'
            """)
        let rest = try connection.value(
            Int.self, "SELECT count(*) FROM account WHERE id <> \(id) AND disabled IS NULL")
        guard others == 0, rest != 0 else { return }
        throw Problem(
            .conflict, slug: "last-publisher", title: "Nothing was changed",
            detail: "This is the only publisher; make somebody else a publisher first.")
    }

    static func noAccount(_ name: String) -> Problem {
        Problem(
            .notFound, slug: "account-missing", title: "Nothing was changed",
            detail: "“\(name)” has no account that is in use.")
    }

    private static func invalid(_ field: String, _ detail: String) -> Problem {
        Problem(
            .invalid, slug: "account-\(field)", title: "The account cannot be made", detail: detail,
            fieldErrors: [.init(field: field, message: detail)])
    }
}
