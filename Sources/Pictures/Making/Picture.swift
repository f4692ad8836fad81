import CVips

/// An image in libvips's hands, released with the last reference; it must not leave the thread that made it.
package final class Picture {
    private let image: UnsafeMutablePointer<VipsImage>

    private init(_ image: UnsafeMutablePointer<VipsImage>) { self.image = image }

    deinit { masthead_vips_release(image) }

    /// Reads the header; `bytes` must outlive the picture and all that is made from it but not yet ``kept()``.
    ///
    /// - Throws: ``ImageRefusal/damaged``.
    package convenience init(_ bytes: UnsafeRawBufferPointer, _ kind: ImageKind) throws(ImageRefusal) {
        // libvips takes a pointer to what may be changed, and changes nothing.
        let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
        self.init(
            try Self.make { out in
                switch kind {
                case .jpeg: masthead_vips_load_jpeg(start, bytes.count, out)
                case .png: masthead_vips_load_png(start, bytes.count, out)
                case .webp: masthead_vips_load_webp(start, bytes.count, out)
                case .gif: masthead_vips_load_gif(start, bytes.count, out)
                case .heif: masthead_vips_load_heif(start, bytes.count, out)
                }
            })
    }

    /// In pixels, as it lies in the file.
    package var width: Int { Int(masthead_vips_width(image)) }
    /// In pixels, as it lies in the file.
    package var height: Int { Int(masthead_vips_height(image)) }
    /// How many pictures the file holds.
    package var frames: Int { Int(masthead_vips_frames(image)) }
    /// Whether anything shows through.
    package var hasAlpha: Bool { masthead_vips_has_alpha(image) != 0 }
    /// Whether it lies on its side in the file.
    package var liesOnSide: Bool { masthead_vips_orientation(image) >= 5 }

    /// The image within a box, in sRGB with eight bits a channel, upright, without metadata, and computed.
    ///
    /// - Throws: ``ImageRefusal/damaged`` when the pixels cannot be read.
    package func upright(withinWidth width: Int) throws(ImageRefusal) -> Picture {
        let longest = Int32(ImageLimits.side)
        let box = liesOnSide ? (longest, Int32(width)) : (Int32(width), longest)
        let fitted: Picture
        do {
            fitted = try made { masthead_vips_fit($0, $1, box.0, box.1) }
        } catch {
            // A profile that makes no sense is no reason to refuse what is in it.
            fitted = try made { masthead_vips_fit_plainly($0, $1, box.0, box.1) }
        }
        return try fitted.made(masthead_vips_to_srgb).made(masthead_vips_to_bytes).kept().made(masthead_vips_turn)
            .made(masthead_vips_strip).kept()
    }

    /// Exactly this size.
    package func scaled(width: Int, height: Int) throws(ImageRefusal) -> Picture {
        guard width != self.width || height != self.height else { return self }
        return try made { masthead_vips_scale($0, $1, Int32(width), Int32(height)) }
            .made(masthead_vips_to_bytes).kept()
    }

    /// A piece, which must lie within it.
    package func cropped(
        left: Int, top: Int, width: Int, height: Int
    ) throws(ImageRefusal) -> Picture {
        try made { masthead_vips_crop($0, $1, Int32(left), Int32(top), Int32(width), Int32(height)) }
    }

    /// Without transparency.
    package func opaque() throws(ImageRefusal) -> Picture { hasAlpha ? try made(masthead_vips_flatten) : self }

    /// With its pixels computed, so that the file may go.
    package func kept() throws(ImageRefusal) -> Picture { try made(masthead_vips_keep) }

    /// As a JPEG file, without transparency.
    package func jpeg(quality: Int32) throws(ImageRefusal) -> [UInt8] {
        try opaque().written { masthead_vips_save_jpeg($0, $1, $2, quality) }
    }

    /// As a WebP file without metadata.
    package func webp(quality: Int32) throws(ImageRefusal) -> [UInt8] {
        WebPFile.withoutMetadata(try written { masthead_vips_save_webp($0, $1, $2, quality) })
    }

    /// As an AVIF file.
    package func avif(quality: Int32) throws(ImageRefusal) -> [UInt8] {
        try written { masthead_vips_save_avif($0, $1, $2, quality) }
    }

    private typealias Out = UnsafeMutablePointer<UnsafeMutablePointer<VipsImage>?>

    private func made(
        _ operation: (UnsafeMutablePointer<VipsImage>?, Out) -> Int32
    ) throws(ImageRefusal) -> Picture {
        Picture(try Self.make { operation(image, $0) })
    }

    private static func make(_ operation: (Out) -> Int32) throws(ImageRefusal) -> UnsafeMutablePointer<VipsImage> {
        var made: UnsafeMutablePointer<VipsImage>?
        guard operation(&made) == 0, let made else { throw .damaged }
        return made
    }

    private func written(
        _ save: (
            UnsafeMutablePointer<VipsImage>?, UnsafeMutablePointer<UnsafeMutableRawPointer?>, UnsafeMutablePointer<Int>
        ) -> Int32
    ) throws(ImageRefusal) -> [UInt8] {
        var bytes: UnsafeMutableRawPointer?
        var length = 0
        guard save(image, &bytes, &length) == 0, let bytes else { throw .damaged }
        defer { g_free(bytes) }
        return Array(UnsafeRawBufferPointer(start: bytes, count: length))
    }
}
