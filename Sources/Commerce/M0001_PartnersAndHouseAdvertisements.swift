import Database

enum M0001_PartnersAndHouseAdvertisements {
    static let migration = Migration(number: 1, name: "partners and house advertisements") { _ in
        [
            """
            CREATE TABLE partner (
                slug TEXT NOT NULL PRIMARY KEY,
                name TEXT NOT NULL,
                relationship TEXT NOT NULL CHECK (relationship IN ('affiliate', 'advertiser')),
                domain TEXT NOT NULL,
                since TEXT NOT NULL,
                ended TEXT CHECK (ended >= since),
                about TEXT NOT NULL
            )
            """,
            """
            CREATE TABLE house_advertisement (
                slug TEXT NOT NULL PRIMARY KEY,
                place TEXT NOT NULL CHECK (place IN ('top', 'rail', 'end')),
                headline TEXT NOT NULL,
                text TEXT NOT NULL,
                path TEXT NOT NULL CHECK (path LIKE '/%')
            )
            """,
        ]
    }
}
