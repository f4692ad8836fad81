import Commerce
import Database
import Kernel
import Pictures
import TestSupport
import Testing

@Suite struct CreativePicturesTests {
    private func withPictures(
        _ body: (AdvertisingFixture, CreativePictures) async throws -> Void
    ) async throws {
        try await withAdvertising(.sqlite) { fixture in
            try await withTemporaryFolder("pictures") { folder in
                try await body(
                    fixture, CreativePictures(database: fixture.database, folder: MediaFolder("\(folder)/pictures")))
            }
        }
    }

    private func bytes(of picture: Creative.Picture, in pictures: CreativePictures) throws -> [UInt8] {
        let name = try #require(MediaName(picture.path.split(separator: "/").last ?? ""))
        return try pictures.folder.read(name)
    }

    /// The size that a WebP file’s own header tells.
    private func size(_ file: [UInt8]) throws -> [Int] {
        let size = try #require(try ImageInspection(file).size)
        return [size.width, size.height]
    }

    @Test(arguments: [
        // Uploaded, shown at, kept with.
        ([600, 180], [300, 90], [600, 180]), ([1800, 540], [300, 90], [600, 180]), ([300, 90], [300, 90], [300, 90]),
        ([200, 60], [200, 60], [200, 60]), ([400, 400], [90, 90], [180, 180]), ([900, 100], [300, 33], [600, 67]),
    ])
    func aPictureIsScaledDownToItsSlotAndSharpOnDenseScreens(
        uploaded: [Int], shown: [Int], kept: [Int]
    ) async throws {
        try await withPictures { _, pictures in
            let upload = try await pictures.take(
                ImageFiles.png(width: uploaded[0], height: uploaded[1]), for: Slot.Place.top.pictureSize,
                alternative: "Stripes")
            #expect([upload.picture.width, upload.picture.height] == shown)
            #expect(try size(bytes(of: upload.picture, in: pictures)) == kept)
            #expect(upload.picture.alternative == "Stripes" && upload.frames == 1)
        }
    }

    @Test func whatAFileSaysBesideItsPixelsIsGone() async throws {
        try await withPictures { _, pictures in
            let text = ImageFiles.chunk("tEXt", Array("Comment\0Secret place".utf8))
            let file = ImageFiles.png(width: 300, height: 90, chunks: text)
            let upload = try await pictures.take(file, for: (300, 90), alternative: "Stripes")
            let kept = try bytes(of: upload.picture, in: pictures)
            #expect(kept.starts(with: Array("RIFF".utf8)))
            let master = try pictures.folder.read(#require(upload.picture.master))
            for file in [kept, master] {
                let text = String(decoding: file, as: UTF8.self)
                for trace in ["Secret", "EXIF", "XMP ", "ICCP"] { #expect(!text.contains(trace), "\(trace)") }
            }
            let animated = ImageFiles.png(
                width: 300, height: 90, chunks: ImageFiles.chunk("acTL", [0, 0, 0, 3, 0, 0, 0, 0]))
            #expect(try await pictures.take(animated, for: (300, 90), alternative: "x").frames == 3)
        }
    }

    @Test func whatIsNoPictureOrCannotBeSeenIsRefused() async throws {
        try await withPictures { _, pictures in
            let png = ImageFiles.png(width: 40, height: 40)
            for (file, words) in [
                ([], "empty"), (Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), "SVG"),
                (ImageFiles.png(width: 1, height: 1, announced: (50_000, 50_000)), "million"),
                (png + ImageFiles.emptyArchive, "follows the end"), (Array(png.prefix(60)), "cannot be read"),
                (ImageFiles.png(width: 600, height: 10), "make it out"),
                (ImageFiles.png(width: 1, height: 1), "make it out"),
                ([UInt8](repeating: 7, count: ImageLimits.bytes + 1), "larger than"),
            ] as [([UInt8], String)] {
                let problem = await #expect(throws: Problem.self) {
                    try await pictures.take(file, for: (300, 90), alternative: "x")
                }
                #expect(problem?.kind == .invalid && problem?.fieldErrors.map(\.field) == ["file"])
                #expect(problem?.detail.contains(words) == true, "\(problem?.detail ?? "")")
            }
            #expect(pictures.folder.contents(olderThan: Timestamp(milliseconds: .max / 2)).names.isEmpty)
        }
    }

    @Test func aPictureIsMadeAnewForAnotherSlot() async throws {
        try await withPictures { _, pictures in
            let small = try await pictures.take(
                ImageFiles.png(width: 800, height: 640), for: Slot.Place.top.smallPictureSize, alternative: "Stripes"
            ).picture
            #expect([small.width, small.height] == [90, 72])
            let large = try await pictures.fit(small, into: Slot.Place.rail.pictureSize)
            #expect([large.width, large.height] == [300, 240])
            #expect(try size(bytes(of: large, in: pictures)) == [600, 480])
            #expect(large.master == small.master)
            let foreign = Creative.Picture(path: "/media/a", width: 10, height: 10, alternative: "x")
            #expect(try await pictures.fit(foreign, into: (300, 240)) == foreign)
        }
    }

    @Test func onlyWhatACreativeNamesIsKept() async throws {
        try await withPictures { fixture, pictures in
            let flight = fixture.flight()
            try await fixture.flights.save(flight, by: .test)
            let kept = try await pictures.take(
                ImageFiles.png(width: 300, height: 90), for: (300, 90), alternative: "Stripes"
            ).picture
            let creative = fixture.creative(of: flight, content: .picture(kept))
            try await fixture.creatives.save(creative, by: .test)
            #expect(try await fixture.creatives.creative(creative.id) == creative)
            let given = try await pictures.take(
                ImageFiles.png(width: 310, height: 90), for: (300, 90), alternative: "Stripes"
            ).picture
            #expect(try await pictures.sweep(olderThan: Timestamp(milliseconds: 0)) == 0)
            #expect(try await pictures.sweep(olderThan: Timestamp(milliseconds: .max / 2)) == 2)
            #expect(throws: Problem.self) { try bytes(of: given, in: pictures) }
            #expect(try !bytes(of: kept, in: pictures).isEmpty)
            #expect(try !pictures.folder.read(#require(kept.master)).isEmpty)
        }
    }
}
