/// What servers say in words, where their numbers say nothing.
enum FailureWords {
    /// The first that is found decides: what is said of policy often names the mailbox too.
    private static let meanings: [(FailureKind, [String])] = [
        (
            .policy,
            [
                "spam", "blacklist", "blocklist", "block list", "blocked", "policy", "dmarc", "dkim", "spf",
                "reputation",
                "not authorized", "not permitted", "unsolicited", "rejected due to", "access denied", "content reject",
                "virus",
                "abuse", "banned", "relaying denied", "unable to relay", "not accept mail from",
                "not accepting mail from", "prohibited", "suspicious", "message content",
            ]
        ),
        (
            .full,
            [
                "quota", "mailbox full", "mailbox is full", "over the limit", "exceeded storage", "not enough space",
                "insufficient space", "insufficient storage", "mailfolder is full", "storage limit", "full mailbox",
                "inbox is full",
            ]
        ),
        (
            .deadAddress,
            [
                "user unknown", "unknown user", "no such user", "does not exist", "doesn't exist", "no mailbox",
                "mailbox unavailable", "mailbox not found", "unknown recipient", "recipient unknown",
                "invalid recipient",
                "no such recipient", "invalid mailbox", "user not found", "address unknown", "unknown address",
                "not our customer", "no longer", "account disabled", "account has been disabled", "is disabled",
                "account is inactive", "no such address", "bad destination mailbox", "address rejected",
                "no such mailbox", "unknown or illegal", "not a valid", "undeliverable address", "doesn't have a",
                "no account", "not listed", "not recognized", "no matches",
                "not exactly match", "unrouteable address",
                "addressee unknown", "inactive user",
            ]
        ),
        (
            .system,
            [
                "timed out", "timeout", "connection refused", "host unknown", "loop", "hop count", "too many hops",
                "host not found", "could not connect", "unreachable", "no route", "name service", "system error",
                "configuration error",
            ]
        ),
    ]

    /// - Parameter text: In lower case.
    static func meaning(of text: String) -> FailureKind? {
        meanings.first { _, words in words.contains { text.contains($0) } }?.0
    }
}
