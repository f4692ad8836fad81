package import Database

/// The tables of the editorial side.
package enum EditorialSchema {
    /// The name under which the migrator keeps this schema's number.
    package static let store = "editorial"

    /// Every migration, in the order of its number; each stands in the slice that owns its tables.
    package static let migrations: [Migration] = [
        M0001_Taxonomy.migration, M0002_People.migration, M0003_Facts.migration, M0004_Articles.migration,
        M0005_Corrections.migration, M0006_Search.migration, M0007_Policies.migration, M0008_Manuscripts.migration,
        M0009_SourceLibrary.migration, M0010_FactLibrary.migration,
        M0011_Evaluations.migration, M0012_Media.migration,
        M0013_LinkHealth.migration,
        M0014_SuggestedCorrections.migration,
    ]
}
