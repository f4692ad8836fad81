import CVips
import Kernel

/// What reads and writes pictures, which starts once in a process.
package enum Imaging {
    /// Threads on which libvips computes.
    private static let threads: Int32 = 2
    private static let hasStarted = masthead_vips_start(threads) == 0

    /// Does something with pictures on this thread, and lets go of what libvips keeps for the thread afterwards.
    ///
    /// - Throws: What `work` throws, or ``Problem`` of kind `unavailable` when there is nothing to read pictures with.
    package static func run<Value>(_ work: () throws -> Value) throws -> Value {
        guard hasStarted else {
            throw Problem(
                .unavailable, slug: "images-unavailable", title: "Images cannot be read on this server",
                detail: "libvips could not be started. Whoever runs the server has to look at it.")
        }
        defer { masthead_vips_finish() }
        return try work()
    }

    /// Reads a file that a stranger may have made, once its structure is known to be that of an image within the limits.
    ///
    /// - Parameter use: Gets the picture, which must not outlive the call unless it is ``Picture/kept()``, and how many
    ///   pictures the file holds.
    /// - Throws: ``ImageRefusal``, or what `use` throws.
    package static func read<Value>(
        _ file: [UInt8], _ use: (_ picture: Picture, _ frames: Int) throws -> Value
    ) throws -> Value {
        let inspection = try ImageInspection(file)
        return try file.withUnsafeBytes { bytes in
            let picture = try Picture(bytes, inspection.kind)
            // What libvips found counts, whatever the structure said.
            try ImageInspection.check(width: picture.width, height: picture.height)
            let frames = max(picture.frames, inspection.frames)
            if frames > ImageLimits.frames { throw ImageRefusal.tooManyFrames(frames) }
            return try use(picture, frames)
        }
    }
}
