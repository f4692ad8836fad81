import Database
import Kernel
import Pictures

/// Makes pictures for slots: one at a time, on a thread that may block, so that uploads never take more memory than one of
/// them does.
actor PictureWorkshop {
    /// What was made of one file.
    struct Made: Sendable {
        /// In pixels of the screen, of which each has up to two of the file’s in either direction.
        let width: Int
        let height: Int
        let file: [UInt8]
        /// What the file can be made from again.
        let master: [UInt8]
        let frames: Int
    }

    private let queue = QueueExecutor(label: "masthead.pictures")

    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    private static let masterWidth = 1200
    private static let density = 2
    /// Less of a picture can’t be made out; such files count those who load them.
    private static let least = 16
    private static let quality = (picture: Int32(82), master: Int32(92))

    /// - Throws: ``ImageRefusal``, or ``Problem``: `invalid` for one that would be too narrow to see, `unavailable` when
    ///   there is nothing to read it with.
    func make(_ file: [UInt8], for room: CreativePictures.Room) throws -> Made {
        try Imaging.run {
            try Imaging.read(file) { uploaded, frames in
                let master = try uploaded.upright(withinWidth: Self.masterWidth)
                return try Self.make(of: master, for: room, frames, master: master.webp(quality: Self.quality.master))
            }
        }
    }

    /// - Throws: As ``make(_:for:)``.
    func make(anew master: [UInt8], for room: CreativePictures.Room) throws -> Made {
        try Imaging.run {
            try Imaging.read(master) { picture, _ in try Self.make(of: picture.kept(), for: room, 1, master: master) }
        }
    }

    /// Does what may block with files on the same thread.
    func run<Value: Sendable>(_ work: @Sendable () throws -> Value) rethrows -> Value { try work() }

    private static func make(
        of picture: Picture, for room: CreativePictures.Room, _ frames: Int, master: [UInt8]
    ) throws -> Made {
        let size = (width: picture.width, height: picture.height)
        let shown = fitted(size, into: room)
        guard min(shown.width, shown.height) >= least else { throw tooNarrow(size, room) }
        let dense = fitted(size, into: (room.width * density, room.height * density))
        let file = try picture.scaled(width: dense.width, height: dense.height).webp(quality: quality.picture)
        return Made(width: shown.width, height: shown.height, file: file, master: master, frames: frames)
    }

    /// The largest size of the same proportions that fits and enlarges nothing.
    private static func fitted(_ size: CreativePictures.Room, into room: CreativePictures.Room) -> CreativePictures.Room
    {
        if size.width <= room.width, size.height <= room.height { return size }
        if size.width * room.height > size.height * room.width {
            return (room.width, max(1, (size.height * room.width + size.width / 2) / size.width))
        }
        return (max(1, (size.width * room.height + size.height / 2) / size.height), room.height)
    }

    private static func tooNarrow(_ size: CreativePictures.Room, _ room: CreativePictures.Room) -> Problem {
        let message =
            """
            The picture has \(size.width) × \(size.height) pixels. In a slot of \(room.width) × \(room.height) nobody \
            could make it out: cut it to the slot’s proportions, at least \(least) pixels on each side.
            """
        return Problem(
            .invalid, slug: "picture-narrow", title: "The picture was not taken", detail: message,
            fieldErrors: [.init(field: "file", message: message)])
    }
}
