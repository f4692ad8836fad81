import Configuration

extension Settings {
    /// How services that hand the site’s mail on (Amazon SES, Postmark, Mailgun) tell of bounces and complaints.
    package struct MailHooks: Sendable, Hashable {
        /// What stands in the address that they post to; `nil` where nobody may.
        package let secret: String?
        /// The key that Mailgun signs with; without it nothing of Mailgun’s is believed.
        package let mailgunKey: String?
        /// `user:password`, which Postmark shows where it is settled.
        package let postmarkAccount: String?
        /// The topic of SNS through which SES tells; where it is settled, nothing is believed that SNS didn’t sign for it.
        package let sesTopic: String?
    }

    static func mailHooks(_ text: (ConfigKey, String) async throws -> String) async throws -> MailHooks {
        func given(_ key: ConfigKey) async throws -> String? {
            let value = try await text(key, "")
            return value.isEmpty ? nil : value
        }
        let account = try await given("newsletter.postmarkAccount")
        guard account.map({ $0.contains(":") && $0.utf8.count >= 16 }) ?? true else {
            throw problem(
                "“newsletter.postmarkAccount” must be a user and a password like “postmark:…”, together at least 16 letters."
            )
        }
        let topic = try await given("newsletter.sesTopic")
        guard topic?.hasPrefix("arn:") ?? true else {
            throw problem(
                "“newsletter.sesTopic” is “\(topic ?? "")”, but must be like “arn:aws:sns:eu-west-1:123456789012:bounces”."
            )
        }
        return try await MailHooks(
            secret: given("newsletter.webhookSecret"), mailgunKey: given("newsletter.mailgunKey"),
            postmarkAccount: account, sesTopic: topic)
    }
}
