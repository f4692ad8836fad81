import Database

/// What others put into the letters of an edition; nothing here knows what it is.
enum M0011_EditionFills {
    static let migration = Migration(number: 11, name: "edition fills") { _ in
        [
            """
            CREATE TABLE edition_fills (
                edition TEXT NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
                fills TEXT NOT NULL
            )
            """
        ]
    }
}
