import Database

/// Creatives that are a frame of a third party: their form is `html`, and the document is at an address of somebody else.
enum M0012_ThirdPartyFrames {
    static let migration = Migration(number: 12, name: "third-party frames") { _ in
        [
            """
            ALTER TABLE creative ADD COLUMN frame TEXT
                CHECK (frame IS NULL OR (form = 'html' AND text = '' AND frame = destination AND frame LIKE 'https://%'))
            """
        ]
    }
}
