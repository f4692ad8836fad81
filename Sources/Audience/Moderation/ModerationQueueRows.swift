import Database

/// Keeps the table of what waits true, whoever writes comments, findings, flags and appeals.
enum ModerationQueueRows {
    /// The rows of everything that waits.
    ///
    /// A comment’s risk is a hundred times the highest of its findings, and 25 for each open flag up to four of them; it is
    /// kept with the sign turned, so that the order is that of the index.
    static let waiting: SQL = """
        SELECT id, article, handle, -(finding_risk + 25 * CASE WHEN flags > 4 THEN 4 ELSE flags END),
            CASE WHEN state = 'held' THEN COALESCE(edited, posted) WHEN flags > 0 THEN flagged ELSE appealed END,
            CASE WHEN state = 'held' THEN 1 ELSE 0 END, flags, CASE WHEN appealed IS NULL THEN 0 ELSE 1 END
        FROM (
            SELECT comment.id, comment.article, comment.handle, comment.state, comment.posted, comment.edited,
                (SELECT CAST(COALESCE(round(100 * max(risk)), 0) AS BIGINT) FROM comment_finding
                    WHERE comment_finding.comment = comment.id) AS finding_risk,
                (SELECT count(*) FROM comment_flag
                    WHERE comment_flag.comment = comment.id AND settled IS NULL) AS flags,
                (SELECT min(made) FROM comment_flag
                    WHERE comment_flag.comment = comment.id AND settled IS NULL) AS flagged,
                (SELECT made FROM comment_appeal
                    WHERE comment_appeal.comment = comment.id AND decision IS NULL) AS appealed
            FROM comment
        ) AS known
        WHERE (state = 'held' OR (state = 'shown' AND flags > 0) OR (state = 'removed' AND appealed IS NOT NULL))
        """

    static func triggers(_ dialect: Dialect) -> [SQL] {
        switch dialect {
        case .sqlite: sqlite
        case .postgres: postgres
        }
    }

    private static let sqlite: [SQL] = [
        """
        CREATE TRIGGER moderation_queue_after_insert AFTER INSERT ON comment WHEN NEW.state = 'held'
        BEGIN \(refresh("NEW.id")) END
        """,
        """
        CREATE TRIGGER moderation_queue_after_update AFTER UPDATE OF state, edited, handle ON comment
        BEGIN \(refresh("NEW.id")) END
        """,
        """
        CREATE TRIGGER moderation_queue_after_finding AFTER INSERT ON comment_finding
        BEGIN \(refresh("NEW.comment")) END
        """,
        """
        CREATE TRIGGER moderation_queue_without_finding AFTER DELETE ON comment_finding
        BEGIN \(refresh("OLD.comment")) END
        """,
        """
        CREATE TRIGGER moderation_queue_after_flag AFTER INSERT ON comment_flag
        BEGIN \(refresh("NEW.comment")) END
        """,
        """
        CREATE TRIGGER moderation_queue_after_settling AFTER UPDATE OF settled ON comment_flag
        BEGIN \(refresh("NEW.comment")) END
        """,
        """
        CREATE TRIGGER moderation_queue_without_flag AFTER DELETE ON comment_flag
        BEGIN \(refresh("OLD.comment")) END
        """,
        """
        CREATE TRIGGER moderation_queue_after_appeal AFTER INSERT ON comment_appeal
        BEGIN \(refresh("NEW.comment")) END
        """,
        """
        CREATE TRIGGER moderation_queue_after_answer AFTER UPDATE OF decision ON comment_appeal
        BEGIN \(refresh("NEW.comment")) END
        """,
    ]

    private static func refresh(_ comment: SQL) -> SQL {
        """
        DELETE FROM moderation_queue WHERE comment = \(comment);
        INSERT INTO moderation_queue \(waiting) AND id = \(comment);
        """
    }

    private static let postgres: [SQL] = [
        """
        CREATE FUNCTION moderation_queue_refresh(wanted TEXT) RETURNS void LANGUAGE plpgsql AS $function$
        BEGIN \(refresh("wanted")) END
        $function$
        """,
        """
        CREATE FUNCTION moderation_queue_after_comment() RETURNS trigger LANGUAGE plpgsql AS $function$
        BEGIN PERFORM moderation_queue_refresh(NEW.id); RETURN NULL; END
        $function$
        """,
        """
        CREATE FUNCTION moderation_queue_after_part() RETURNS trigger LANGUAGE plpgsql AS $function$
        BEGIN
            PERFORM moderation_queue_refresh(CASE WHEN TG_OP = 'DELETE' THEN OLD.comment ELSE NEW.comment END);
            RETURN NULL;
        END
        $function$
        """,
        """
        CREATE TRIGGER moderation_queue_after_insert AFTER INSERT ON comment
        FOR EACH ROW WHEN (NEW.state = 'held') EXECUTE FUNCTION moderation_queue_after_comment()
        """,
        """
        CREATE TRIGGER moderation_queue_after_update AFTER UPDATE OF state, edited, handle ON comment
        FOR EACH ROW EXECUTE FUNCTION moderation_queue_after_comment()
        """,
        """
        CREATE TRIGGER moderation_queue_after_finding AFTER INSERT OR DELETE ON comment_finding
        FOR EACH ROW EXECUTE FUNCTION moderation_queue_after_part()
        """,
        """
        CREATE TRIGGER moderation_queue_after_flag AFTER INSERT OR DELETE OR UPDATE OF settled ON comment_flag
        FOR EACH ROW EXECUTE FUNCTION moderation_queue_after_part()
        """,
        """
        CREATE TRIGGER moderation_queue_after_appeal AFTER INSERT OR UPDATE OF decision ON comment_appeal
        FOR EACH ROW EXECUTE FUNCTION moderation_queue_after_part()
        """,
    ]
}
