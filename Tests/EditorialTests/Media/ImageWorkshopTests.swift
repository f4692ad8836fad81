import TestSupport
import Testing

@testable import Editorial
@testable import Pictures

/// What is made of an image, and what is left behind.
@Suite struct ImageWorkshopTests {
    private func make(_ file: [UInt8], around focus: FocalPoint = .centre) async throws -> MadeImage {
        try await ImageWorkshop().make(file, around: focus)
    }

    private func sizes(_ made: MadeImage, _ kind: ImageVariant.Kind) -> [String] {
        made.files.map(\.variant).filter { $0.kind == kind }.map { "\($0.width)x\($0.height)" }
    }

    @Test func everyFormIsMadeAndNoneIsEnlarged() async throws {
        let large = try await make(ImageFiles.png(width: 1500, height: 750))
        for kind in [ImageVariant.Kind.avif, .webp, .jpeg] {
            #expect(sizes(large, kind) == ["360x180", "640x320", "960x480", "1280x640"])
        }
        #expect(sizes(large, .master) == ["1500x750"])
        #expect(sizes(large, .card) == ["1200x630"])
        #expect(sizes(large, .thumbnail) == ["480x320"])
        #expect([large.width, large.height] == [1500, 750])

        let small = try await make(ImageFiles.png(width: 380, height: 100))
        #expect(sizes(small, .avif) == ["380x100"])
        #expect(sizes(small, .card).isEmpty)
        #expect(sizes(small, .thumbnail) == ["150x100"])
        #expect(sizes(try await make(ImageFiles.png(width: 1, height: 1)), .jpeg) == ["1x1"])
    }

    @Test func eachFileIsOfItsKindAndSize() async throws {
        for file in try await make(ImageFiles.png(width: 700, height: 500)).files {
            let expected: ImageKind =
                switch file.variant.kind {
                case .avif: .heif
                case .webp, .master: .webp
                case .jpeg, .card, .thumbnail: .jpeg
                }
            let inspection = try ImageInspection(file.bytes)
            #expect(inspection.kind == expected)
            #expect(file.variant.length == file.bytes.count)
            guard let size = inspection.size else { continue }
            #expect([size.width, size.height] == [file.variant.width, file.variant.height])
        }
    }

    @Test func theKindIsThatOfTheContent() async throws {
        let png = ImageFiles.png(width: 64, height: 48)
        for kind in [ImageVariant.Kind.jpeg, .webp, .avif] {
            let made = try await make(ImageFiles.made(of: png, kind))
            #expect([made.width, made.height] == [64, 48], "\(kind)")
        }
        let animation = try await make(ImageFiles.gif(frames: 3))
        #expect(animation.frames == 3)
        #expect(sizes(animation, .webp) == ["1x1"])
    }

    @Test func itIsTurnedAndItsDataIsGone() async throws {
        let plain = try await ImageFiles.jpeg(width: 120, height: 80)
        let xmp = ImageFiles.segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Secret</x:xmpmeta>".utf8))
        let comment = ImageFiles.segment(0xFE, Array("Secret comment".utf8))
        let file = ImageFiles.jpeg(plain, with: ImageFiles.exifWithPlace + xmp + comment)
        // The data of the fixture are such as libvips reads: it turns the image.
        let made = try await make(file)
        #expect([made.width, made.height] == [80, 120])
        #expect(sizes(made, .jpeg) == ["80x120"])
        for made in made.files {
            for mark in ["Exif", "EXIF", "Cam\0", "Secret", "xmp", "XMP ", "ICC", "GPS"] {
                let found = made.bytes.firstRange(of: Array(mark.utf8)) != nil
                #expect(!found, "\(mark) in \(made.variant.kind)")
            }
        }
    }

    @Test func transparencyIsKeptWhereThereIsAny() async throws {
        let file = ImageFiles.png(width: 64, height: 64, hasAlpha: true)
        let webp = try await ImageFiles.made(of: file, .webp)
        // `VP8X` with its flag for transparency, or lossless.
        #expect(ImageBytes(bytes: webp).has("VP8X", at: 12) || ImageBytes(bytes: webp).has("VP8L", at: 12))
        #expect(try await !ImageFiles.made(of: file, .jpeg).isEmpty)
        #expect(try await !ImageFiles.made(of: file, .avif).isEmpty)
    }

    @Test func aDamagedImageIsRefused() async throws {
        var png = ImageFiles.png(width: 40, height: 40)
        // The length of the first stored block, which stands there twice.
        for index in 46..<48 { png[index] = 0 }
        await #expect(throws: ImageRefusal.damaged) { _ = try await make(png) }
        let short = ImageFiles.png(width: 8, height: 8, announced: (80, 80))
        await #expect(throws: ImageRefusal.damaged) { _ = try await make(short) }
    }

    @Test(arguments: [
        (FocalPoint.centre, 250, 0), (FocalPoint(x: 0, y: 0), 0, 0), (FocalPoint(x: 1000, y: 1000), 500, 0),
        (FocalPoint(x: -5, y: 2000), 0, 0),
    ])
    func piecesKeepTheFocalPoint(focus: FocalPoint, left: Int, top: Int) {
        let crop = ImageCrop(of: (1000, 500), as: (100, 100), around: focus)
        #expect([crop.left, crop.top, crop.width, crop.height] == [left, top, 500, 500])
    }

    @Test func piecesLieWithinTheImage() {
        for size in [(1, 1), (3, 1000), (1000, 3), (16_000, 1), (599, 601)] {
            for part in [0, 333, 1000] {
                let crop = ImageCrop(of: size, as: ImageCrop.card, around: FocalPoint(x: part, y: part))
                #expect(crop.width >= 1 && crop.height >= 1 && crop.left >= 0 && crop.top >= 0)
                #expect(crop.left + crop.width <= size.0 && crop.top + crop.height <= size.1)
            }
        }
    }
}
