import Database

/// How the comment of an edition is found: by when it was written, or when the editors pointed at it.
enum M0009_EditionMatter {
    static let migration = Migration(number: 9, name: "edition matter") { _ in
        [
            "CREATE INDEX comment_recommended ON comment (posted) WHERE state = 'shown' AND votes > 0",
            "CREATE INDEX comment_highlighted ON comment (highlighted) WHERE highlighted IS NOT NULL",
        ]
    }
}
