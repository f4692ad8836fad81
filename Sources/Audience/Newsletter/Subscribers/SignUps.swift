package import Database
package import Kernel

/// Somebody’s wish for the newsletter, as a form sends it.
package struct SignUp: Sendable, Hashable {
    package let address: EmailAddress
    package let rhythm: Rhythm
    package let topics: Set<Slug>
    /// The path of the page that the form was on.
    package let page: String

    package init(address: EmailAddress, rhythm: Rhythm, topics: Set<Slug>, page: String) {
        self.address = address
        self.rhythm = rhythm
        self.topics = topics
        self.page = page
    }
}

/// Takes sign-ups and their confirmations (double opt-in).
package struct SignUps: Sendable {
    /// Which mail follows; whoever asked is told the same whichever it is.
    package enum Reply: Sendable, Hashable {
        case confirm(Subscriber.ID)
        /// They get the newsletter already.
        case known(Subscriber.ID)
        /// Nothing may be sent to this address.
        case nothing
    }

    private let database: any Database
    private let key: AudienceKey
    private let throttle: SignUpThrottle

    package init(database: any Database, key: AudienceKey, throttle: SignUpThrottle = SignUpThrottle()) {
        self.database = database
        self.key = key
        self.throttle = throttle
    }

    /// Takes a sign-up.
    ///
    /// - Throws: ``Problem`` of kind `limited` when there were too many of this network, for this mailbox or for its host.
    package func take(_ signUp: SignUp, from network: AddressPrefix?, at now: Timestamp) async throws -> Reply {
        try throttle.take(signUp.address, from: network, at: now)
        let digest = key.digest(of: signUp.address)
        let mailbox = key.mailboxDigest(of: signUp.address)
        let sealed = try key.seal(signUp.address)
        return try await database.write { connection in
            try throttle.take(mailbox: mailbox, at: now, connection)
            if let suppression = try SuppressionList.suppression(of: digest, connection),
                !suppression.reason.endsWithConfirmation
            {
                return .nothing
            }
            let known = try SubscriberRow.find(digest: digest, connection)
            switch known?.state {
            case .active, .paused: return .known(known?.id ?? Subscriber.ID(at: now))
            case .stopped: return .nothing
            case nil, .awaiting, .left: break
            }
            let id = known?.id ?? Subscriber.ID(at: now)
            let interest = try Interest.number(of: signUp.topics, connection)
            try connection.execute(
                """
                INSERT INTO subscriber (id, digest, sealed, state, rhythm, interest, made, changed)
                VALUES (\(id), \(digest), \(sealed), 'awaiting', \(signUp.rhythm), \(interest), \(now), \(now))
                ON CONFLICT (digest) DO UPDATE SET
                    sealed = excluded.sealed, state = 'awaiting', rhythm = excluded.rhythm,
                    interest = excluded.interest, changed = excluded.changed
                """)
            try Consent(
                .asked, by: .form, at: now, page: signUp.page, wording: ConsentWording.current.version
            ).note(of: id, connection)
            return .confirm(id)
        }
    }

    /// Counts a mail that somebody asks to be sent to their own address.
    ///
    /// - Throws: ``Problem`` of kind `limited`, as ``take(_:from:at:)``.
    package func countMail(to address: EmailAddress, from network: AddressPrefix?, at now: Timestamp) async throws {
        try throttle.take(address, from: network, at: now)
        let mailbox = key.mailboxDigest(of: address)
        try await database.write { try throttle.take(mailbox: mailbox, at: now, $0) }
    }

    /// Confirms a sign-up; confirming it again changes nothing.
    ///
    /// - Returns: `nil` when it was never made, was taken back, or the address may not be written to.
    package func confirm(_ token: SubscriptionToken, at now: Timestamp) async throws -> Subscriber? {
        guard token.purpose == .confirm else { return nil }
        return try await database.write { connection in
            guard let row = try SubscriberRow.find(token.subscriber, connection) else { return nil }
            switch row.state {
            case .active, .paused: return try row.opened(with: key)
            case .left, .stopped: return nil
            case .awaiting: break
            }
            if let suppression = try SuppressionList.suppression(of: row.digest, connection) {
                guard suppression.reason.endsWithConfirmation else { return nil }
                try SuppressionList.lift(row.digest, connection)
            }
            try connection.execute(
                """
                UPDATE subscriber SET state = 'active', confirmed = \(now), changed = \(now)
                WHERE id = \(token.subscriber)
                """)
            try Consent(.confirmed, by: .link, at: now, wording: ConsentWording.current.version)
                .note(of: row.id, connection)
            return try SubscriberRow.find(row.id, connection)?.opened(with: key)
        }
    }
}
