package import Database
package import Kernel
package import Pictures

/// Makes the pictures of creatives from what is uploaded, and keeps their files apart from those of articles.
///
/// A file is on the disk before a row names it, so that what is named is there, however the program ends.
package struct CreativePictures: Sendable {
    /// How large a picture may be, in pixels of the screen.
    package typealias Room = (width: Int, height: Int)

    /// What became of an upload.
    package struct Upload: Sendable, Hashable {
        package let picture: Creative.Picture
        /// How many pictures the file held, of which the first was taken.
        package let frames: Int
    }

    package let folder: MediaFolder
    private let database: any Database
    private let workshop = PictureWorkshop()

    package init(database: any Database, folder: MediaFolder) {
        self.database = database
        self.folder = folder
    }

    /// Takes a file as a picture, scaled down to its room.
    ///
    /// - Throws: ``Problem``: `invalid` when it is no picture that can be taken, or `unavailable`.
    package func take(_ file: [UInt8], for room: Room, alternative: String) async throws -> Upload {
        guard file.count <= ImageLimits.bytes else { throw ImageRefusal.tooManyBytes.problem }
        let (width, height) = room
        return try await making(alternative) { workshop in
            try await workshop.make(file, for: (width, height))
        }
    }

    /// The picture for another room, made from what was uploaded; as it is when that is not known.
    ///
    /// - Throws: As ``take(_:for:alternative:)``.
    package func fit(_ picture: Creative.Picture, into room: Room) async throws -> Creative.Picture {
        guard let master = picture.master else { return picture }
        let (width, height) = room
        let folder = folder
        return try await making(picture.alternative) { workshop in
            try await workshop.make(anew: workshop.run { try folder.read(master) }, for: (width, height))
        }.picture
    }

    /// Removes files that no creative names.
    ///
    /// - Parameter moment: Only what was last written before it; what is being uploaded is younger.
    /// - Returns: How many files were removed.
    @discardableResult
    package func sweep(olderThan moment: Timestamp) async throws -> Int {
        let folder = folder
        let contents = await workshop.run { folder.contents(olderThan: moment) }
        guard !contents.names.isEmpty || !contents.drafts.isEmpty else { return 0 }
        let named = try await database.read { connection in
            try Set(
                connection.rows("SELECT picture, master FROM creative WHERE picture IS NOT NULL").flatMap { row in
                    try [
                        Creative.Picture.name(inPath: row.value("picture")), row.value("master", as: MediaName?.self),
                    ].compactMap(\.self)
                })
        }
        let unnamed = contents.names.filter { !named.contains($0) }
        await workshop.run {
            for name in unnamed { folder.remove(name) }
            folder.remove(drafts: contents.drafts)
        }
        return unnamed.count + contents.drafts.count
    }

    private func making(
        _ alternative: String, _ make: @Sendable (PictureWorkshop) async throws -> PictureWorkshop.Made
    ) async throws -> Upload {
        let made: PictureWorkshop.Made
        do {
            made = try await make(workshop)
        } catch let refusal as ImageRefusal {
            throw refusal.problem
        }
        let folder = folder
        let master = MediaName(of: made.master, .master)
        let name = MediaName(of: made.file, .webp)
        try await workshop.run {
            try folder.write(made.master, as: master)
            try folder.write(made.file, as: name)
        }
        return Upload(
            picture: Creative.Picture(
                path: Creative.Picture.path(of: name), width: made.width, height: made.height,
                alternative: alternative, master: master),
            frames: made.frames)
    }
}

extension Creative.Picture {
    private static let folder = "/ad/picture/"

    /// The address of a file, from the root.
    package static func path(of name: MediaName) -> String { "\(folder)\(name)" }

    /// The file at an address; `nil` for one that lies elsewhere.
    static func name(inPath path: String) -> MediaName? {
        path.hasPrefix(folder) ? MediaName(path.dropFirst(folder.count)) : nil
    }
}
