package import Database
package import Kernel
package import Pictures

/// Keeps the site's images: what is said of them in the database, their forms as files.
///
/// A file is on the disk before a row names it, so that what is named is there, however the program ends.
package struct MediaStore: Sendable {
    /// What became of an upload.
    package struct Upload: Sendable, Hashable {
        package let image: Image
        /// Whether the same bytes were uploaded before; then that image is the answer, and nothing was made.
        package let wasThere: Bool
        /// How many pictures the file held, of which the first was taken.
        package let frames: Int
    }

    let database: any Database
    package let folder: MediaFolder
    private let changes: ChangeFeed
    private let workshop = ImageWorkshop()

    package init(database: any Database, changes: ChangeFeed, folder: MediaFolder) {
        self.database = database
        self.changes = changes
        self.folder = folder
    }

    /// Takes a file as an image, makes it in every form, and keeps it.
    ///
    /// - Parameter fileName: What the file was called where it came from; the image's slug is made from it.
    /// - Throws: ``Problem``: `invalid` when it is no image that can be taken, or `unavailable`.
    package func upload(
        _ bytes: [UInt8], fileName: String, by hand: Manuscript.Hand, at moment: Timestamp
    ) async throws -> Upload {
        guard bytes.count <= ImageLimits.bytes else { throw ImageRefusal.tooManyBytes.problem }
        let digest = ImageDigest.of(bytes)
        if let known = try await image(ofDigest: digest) { return Upload(image: known, wasThere: true, frames: 1) }
        let made: MadeImage
        do {
            made = try await workshop.make(bytes, around: .centre)
        } catch let refusal as ImageRefusal {
            throw refusal.problem
        }
        try await keep(made.files)
        let slug = try await database.write { connection in
            try MediaWriter(connection: connection).add(
                made, digest: digest, fileName: fileName, by: hand, at: moment)
        }
        guard let image = try await image(slug) else { throw ImageRules.noImage(slug) }
        return Upload(image: image, wasThere: false, frames: made.frames)
    }

    /// Says what an image shows, who made it and how it may be used; the pages that show it follow.
    ///
    /// - Throws: ``Problem``: `invalid` with field errors, or `notFound`.
    package func describe(_ slug: Slug, as description: ImageDescription) async throws {
        try ImageRules.check(description)
        guard let image = try await image(slug) else { throw ImageRules.noImage(slug) }
        var pieces: [MadeFile] = []
        if image.focus != description.focus, let master = image.variants(.master).last {
            let folder = folder
            let bytes = try await workshop.run { try folder.read(master.name) }
            do {
                pieces = try await workshop.recrop(bytes, around: description.focus)
            } catch let refusal as ImageRefusal {
                throw refusal.problem
            }
            try await keep(pieces)
        }
        let made = pieces
        let showing = try await database.write { connection in
            try MediaWriter(connection: connection).describe(slug, as: description, pieces: made)
        }
        changes.announce(.articles(showing))
    }

    /// Deletes an image that nothing shows, and its files.
    ///
    /// - Throws: ``Problem``: `notFound`, or `conflict` when an article or a manuscript shows it.
    package func delete(_ slug: Slug) async throws {
        let unnamed = try await database.write { connection in
            let writer = MediaWriter(connection: connection)
            guard try ImageReader(connection: connection).image(slug) != nil else { throw ImageRules.noImage(slug) }
            let uses = try ImageUses(of: slug, connection)
            guard uses.isEmpty else { throw ImageRules.inUse(uses) }
            return try writer.delete(slug)
        }
        let folder = folder
        await workshop.run { for name in unnamed { folder.remove(name) } }
    }

    /// Removes files that no row names: of uploads that never ended, and of forms that were made anew.
    ///
    /// - Parameter moment: Only what was last written before it; what is being uploaded is younger.
    /// - Returns: How many files were removed.
    @discardableResult
    package func sweep(olderThan moment: Timestamp) async throws -> Int {
        let folder = folder
        let contents = await workshop.run { folder.contents(olderThan: moment) }
        let unnamed = try await database.read { connection in
            try MediaWriter(connection: connection).unnamed(of: contents.names)
        }
        await workshop.run {
            for name in unnamed { folder.remove(name) }
            folder.remove(drafts: contents.drafts)
        }
        return unnamed.count + contents.drafts.count
    }

    package func image(_ slug: Slug) async throws -> Image? {
        try await database.read { connection in try ImageReader(connection: connection).image(slug) }
    }

    private func image(ofDigest digest: String) async throws -> Image? {
        try await database.read { connection in
            try ImageReader(connection: connection).with(
                variants: connection.rows("SELECT * FROM image WHERE digest = \(digest)")
            ).first
        }
    }

    private func keep(_ files: [MadeFile]) async throws {
        let folder = folder
        try await workshop.run { for file in files { try folder.write(file.bytes, as: file.variant.name) } }
    }
}
