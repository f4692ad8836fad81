import Database
import Kernel
import Pictures

/// Makes images into the forms that are served: one at a time, on a thread that may block, so that uploads never take
/// more memory than one of them does.
actor ImageWorkshop {
    private let queue = QueueExecutor(label: "masthead.images")

    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    private static let quality = (avif: Int32(55), webp: Int32(78), jpeg: Int32(80), master: Int32(92))

    /// Reads an uploaded file and writes it anew in every form.
    ///
    /// - Throws: ``ImageRefusal``, or ``Problem`` of kind `unavailable` when there is nothing to read it with.
    func make(_ file: [UInt8], around focus: FocalPoint) throws -> MadeImage {
        try Imaging.run {
            try Imaging.read(file) { uploaded, frames in
                let size =
                    uploaded.liesOnSide ? (uploaded.height, uploaded.width) : (uploaded.width, uploaded.height)
                let files = try Self.files(of: uploaded.upright(withinWidth: ImageWidths.master), around: focus)
                return MadeImage(width: size.0, height: size.1, frames: frames, files: files)
            }
        }
    }

    /// Cuts the pieces around the focal point anew.
    func recrop(_ master: [UInt8], around focus: FocalPoint) throws -> [MadeFile] {
        try Imaging.run {
            try master.withUnsafeBytes { bytes in try Self.pieces(of: Picture(bytes, .webp).kept(), around: focus) }
        }
    }

    /// Does what may block with files on the same thread.
    func run<Value: Sendable>(_ work: @Sendable () throws -> Value) rethrows -> Value { try work() }

    private static func files(of master: Picture, around focus: FocalPoint) throws(ImageRefusal) -> [MadeFile] {
        var files = [
            MadeFile(
                .master, width: master.width, height: master.height, bytes: try master.webp(quality: quality.master))
        ]
        for width in ImageWidths.widths(for: master.width) {
            let height = max(1, (master.height * width + master.width / 2) / master.width)
            let picture = try master.scaled(width: width, height: height)
            files += [
                MadeFile(.avif, width: width, height: height, bytes: try picture.avif(quality: quality.avif)),
                MadeFile(.webp, width: width, height: height, bytes: try picture.webp(quality: quality.webp)),
                MadeFile(.jpeg, width: width, height: height, bytes: try picture.jpeg(quality: quality.jpeg)),
            ]
        }
        return files + (try pieces(of: master, around: focus))
    }

    private static func pieces(of master: Picture, around focus: FocalPoint) throws(ImageRefusal) -> [MadeFile] {
        var files: [MadeFile] = []
        let kinds: [(ImageVariant.Kind, (width: Int, height: Int), least: Int)] = [
            (.card, ImageCrop.card, 600), (.thumbnail, ImageCrop.thumbnail, 1),
        ]
        for (kind, proportions, least) in kinds {
            let crop = ImageCrop(of: (master.width, master.height), as: proportions, around: focus)
            guard crop.width >= least else { continue }
            var piece = try master.cropped(
                left: crop.left, top: crop.top, width: crop.width, height: crop.height)
            if crop.width > proportions.width {
                piece = try piece.scaled(width: proportions.width, height: proportions.height)
            }
            files.append(
                MadeFile(
                    kind, width: piece.width, height: piece.height, bytes: try piece.jpeg(quality: quality.jpeg)))
        }
        return files
    }
}
