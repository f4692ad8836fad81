import App
import ArgumentParser
import Kernel
import Staff

struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Manage the staff’s accounts.", subcommands: [Add.self, List.self, Disable.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add an account.",
            discussion: "Without --password-stdin a password is made and printed once; it is not kept in readable form."
        )

        @OptionGroup var data: DataOptions

        @Option(help: "The e-mail address to sign in with.")
        var email: String

        @Option(help: "The name that others see.")
        var name: String

        @Option(
            name: .customLong("role"),
            help: "\(Role.allCases.map(\.rawValue).joined(separator: ", ")); may be repeated.")
        var roles: [String]

        @Flag(help: "Read the password from standard input.")
        var passwordStdin = false

        func run() async throws {
            try await Terminal.tellingProblems {
                let roles = try Set(self.roles.map(Self.role))
                let password = passwordStdin ? readLine() ?? "" : Password.generate()
                try await Terminal.withStaff(data.existingSite()) { accounts in
                    try await accounts.add(email: email, name: name, roles: roles, password: password)
                }
                Terminal.say("Added \(email) (\(roles.sorted().map(\.rawValue).joined(separator: ", "))).")
                if !passwordStdin { Terminal.say("Password: \(password)") }
            }
        }

        private static func role(_ text: String) throws(Problem) -> Role {
            guard let role = Role(rawValue: text) else {
                throw Problem(
                    .invalid, slug: "role-unknown", title: "There is no such role",
                    detail: "“\(text)” is none of \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            return role
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")

        @OptionGroup var data: DataOptions

        func run() async throws {
            try await Terminal.tellingProblems {
                try await Terminal.withStaff(data.existingSite()) { accounts in
                    let all = try await accounts.all()
                    if all.isEmpty { Terminal.say("There is no account yet; “masthead user add” makes one.") }
                    for account in all {
                        let roles = account.roles.sorted().map(\.rawValue).joined(separator: ", ")
                        let state = account.disabled.map { " (disabled since \($0.day))" } ?? ""
                        Terminal.say("\(account.email)  \(account.name)  \(roles)\(state)")
                    }
                }
            }
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End the use of an account.")

        @OptionGroup var data: DataOptions

        @Option(help: "The account’s e-mail address.")
        var email: String

        func run() async throws {
            try await Terminal.tellingProblems {
                try await Terminal.withStaff(data.existingSite()) { try await $0.disable(email: email) }
                Terminal.say("Disabled \(email).")
            }
        }
    }
}
