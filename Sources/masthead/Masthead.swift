import ArgumentParser

@main
struct Masthead: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "masthead",
        abstract: "A publishing engine for independent, ad-supported reference sites.",
        discussion: """
            To see what it does, run “masthead demo” and open the address that it prints.
            """,
        version: "0.1.0",
        subcommands: [
            Demo.self, Init.self, Serve.self, User.self, Doctor.self,
            Newsletter.self,
            Erase.self,
            Import.self,
            Export.self,
            Newsletter.self,
            BenchFixture.self, BenchPublish.self, BenchAds.self,
            BenchScreen.self,
            BenchAudience.self,
            BenchLedger.self,
            BenchMail.self, ReadBounces.self, SendSample.self,
        ])
}
