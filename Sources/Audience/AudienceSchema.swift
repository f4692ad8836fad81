package import Database

/// The tables of what readers give: their comments, and their addresses.
package enum AudienceSchema {
    package static let store = "audience"
    package static let migrations = [
        M0001_Comments.migration,
        M0002_Discussion.migration,
        M0003_Screening.migration,
        M0004_Moderation.migration,
        M0005_Posting.migration,
        M0006_Newsletter.migration,
        M0007_ScreeningHistory.migration,
        M0008_ReturnedMail.migration,
        M0009_EditionMatter.migration,
        M0010_DeliveryCounts.migration,
        M0011_EditionFills.migration,
        M0012_EditionTaken.migration,
    ]
}
