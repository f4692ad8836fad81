import Database

/// The people who answer for articles.
enum M0002_People {
    static let migration = Migration(number: 2, name: "People", tables: tables)

    private static func tables(_ types: ColumnTypes) -> [String] {
        [
            """
            CREATE TABLE person (
                slug \(types.key) NOT NULL PRIMARY KEY,
                name \(types.text) NOT NULL,
                role \(types.text) NOT NULL,
                biography \(types.text) NOT NULL
            )
            """
        ]
    }
}
