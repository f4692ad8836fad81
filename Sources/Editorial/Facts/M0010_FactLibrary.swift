import Database

/// What the library of facts needs to be searched, and the descriptions that each state of a fact had.
enum M0010_FactLibrary {
    static let migration = Migration(number: 10, name: "FactLibrary", tables: tables)

    private static func tables(_ types: ColumnTypes) -> [String] {
        [
            // No engine folds letters as the store does: it fills these in before it first lists the facts.
            "ALTER TABLE fact ADD COLUMN label_order \(types.key)",
            "ALTER TABLE fact ADD COLUMN search_text \(types.key)",
            "CREATE INDEX fact_by_label ON fact (label_order, slug)",
            "CREATE INDEX fact_without_order ON fact (slug) WHERE label_order IS NULL",
            // States from before then don't tell these.
            "ALTER TABLE fact_revision ADD COLUMN label \(types.text)",
            "ALTER TABLE fact_revision ADD COLUMN review_interval \(types.integer)",
            "ALTER TABLE fact_revision ADD COLUMN note \(types.text)",
        ]
    }
}
