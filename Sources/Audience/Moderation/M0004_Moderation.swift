import Database

/// What moderators decided, what waits for them, whom they keep out, and what authors say against it.
enum M0004_Moderation {
    static let migration = Migration(number: 4, name: "moderation") { dialect in
        actions + appeals + bans + queue + indices + ModerationQueueRows.triggers(dialect) + kept(dialect)
    }

    /// A row sets one aspect of one subject; what holds is the last row of each, so that the log alone tells the state.
    private static let actions: [SQL] = [
        """
        CREATE TABLE moderation_action (
            number BIGINT NOT NULL PRIMARY KEY CHECK (number >= 1),
            batch BIGINT NOT NULL,
            what TEXT NOT NULL CHECK (what IN (
                'approve', 'remove', 'restore', 'uphold', 'highlight', 'unhighlight', 'byline', 'unbyline', 'close',
                'reopen', 'undo')),
            aspect TEXT NOT NULL CHECK (aspect IN ('state', 'highlight', 'byline', 'discussion')),
            comment TEXT,
            article TEXT NOT NULL,
            was TEXT NOT NULL,
            became TEXT NOT NULL,
            reason TEXT CHECK (reason IN (
                'spam', 'abuse', 'off-topic', 'illegal', 'personal-data', 'duplicate', 'other')),
            note TEXT NOT NULL CHECK (length(note) <= 1000),
            undoes BIGINT UNIQUE REFERENCES moderation_action (number),
            waited BIGINT CHECK (waited >= 0),
            at BIGINT NOT NULL,
            account TEXT NOT NULL,
            name TEXT NOT NULL,
            CHECK ((comment IS NULL) = (aspect = 'discussion')),
            CHECK ((undoes IS NULL) = (what <> 'undo')),
            CHECK (reason IS NULL OR what IN ('remove', 'uphold')),
            CHECK (undoes < number)
        )
        """,
        "CREATE INDEX moderation_action_by_comment ON moderation_action (comment, aspect, number)",
        "CREATE INDEX moderation_action_by_article ON moderation_action (article, number)",
        "CREATE INDEX moderation_action_by_time ON moderation_action (at)",
        "CREATE INDEX moderation_action_by_batch ON moderation_action (batch)",
        // By which decision it was settled, so that the same can be taken back.
        "ALTER TABLE comment_flag ADD COLUMN decision BIGINT REFERENCES moderation_action (number)",
        "CREATE INDEX comment_flag_by_decision ON comment_flag (decision) WHERE decision IS NOT NULL",
    ]

    private static let appeals: [SQL] = [
        """
        CREATE TABLE comment_appeal (
            comment TEXT NOT NULL PRIMARY KEY REFERENCES comment (id) ON DELETE CASCADE,
            text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
            made BIGINT NOT NULL,
            decision BIGINT REFERENCES moderation_action (number)
        )
        """,
        "CREATE INDEX comment_appeal_by_decision ON comment_appeal (decision)",
        "CREATE INDEX comment_appeal_by_time ON comment_appeal (made)",
    ]

    private static let bans: [SQL] = [
        """
        CREATE TABLE comment_ban (
            id TEXT NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('handle', 'words', 'network')),
            value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 200),
            network BYTEA,
            reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
            made BIGINT NOT NULL,
            account TEXT NOT NULL,
            name TEXT NOT NULL,
            expires BIGINT,
            lifted BIGINT,
            lifted_by TEXT,
            CHECK ((kind = 'network') = (network IS NOT NULL)),
            CHECK (kind <> 'network' OR expires IS NOT NULL),
            CHECK ((lifted IS NULL) = (lifted_by IS NULL))
        )
        """,
        "CREATE INDEX comment_ban_live ON comment_ban (expires) WHERE lifted IS NULL",
    ]

    /// What waits, in the order in which it is looked at; triggers keep it, whoever writes comments.
    private static let queue: [SQL] = [
        """
        CREATE TABLE moderation_queue (
            comment TEXT NOT NULL PRIMARY KEY REFERENCES comment (id) ON DELETE CASCADE,
            article TEXT NOT NULL,
            handle TEXT NOT NULL,
            calm BIGINT NOT NULL,
            since BIGINT NOT NULL,
            is_held SMALLINT NOT NULL,
            flags BIGINT NOT NULL,
            is_appealed SMALLINT NOT NULL
        )
        """,
        "CREATE INDEX moderation_queue_in_order ON moderation_queue (calm, since, comment)",
        "CREATE INDEX moderation_queue_by_since ON moderation_queue (since)",
        "CREATE INDEX moderation_queue_by_article ON moderation_queue (article)",
        "INSERT INTO moderation_queue \(ModerationQueueRows.waiting)",
    ]

    private static let indices: [SQL] = [
        "CREATE INDEX comment_shown ON comment (article, posted, id) WHERE state = 'shown'",
        "CREATE INDEX comment_by_handle ON comment (handle, state, posted)",
        "CREATE INDEX comment_by_posted ON comment (posted, id)",
    ]

    /// What was decided stays on record.
    private static func kept(_ dialect: Dialect) -> [SQL] {
        switch dialect {
        case .sqlite:
            [
                """
                CREATE TRIGGER moderation_action_refuses_update BEFORE UPDATE ON moderation_action
                BEGIN SELECT RAISE(ABORT, 'what moderators did is never changed'); END
                """,
                """
                CREATE TRIGGER moderation_action_refuses_delete BEFORE DELETE ON moderation_action
                BEGIN SELECT RAISE(ABORT, 'what moderators did is never changed'); END
                """,
            ]
        case .postgres:
            [
                """
                CREATE FUNCTION moderation_action_kept() RETURNS trigger LANGUAGE plpgsql AS $function$
                BEGIN
                    RAISE EXCEPTION 'what moderators did is never changed' USING ERRCODE = 'check_violation';
                END
                $function$
                """,
                """
                CREATE TRIGGER moderation_action_kept BEFORE UPDATE OR DELETE ON moderation_action
                FOR EACH ROW EXECUTE FUNCTION moderation_action_kept()
                """,
            ]
        }
    }
}
