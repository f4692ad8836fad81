import Foundation
import Kernel
import TestSupport
import Testing

@testable import Editorial
@testable import Pictures

/// Images as they are kept, said something of, used and let go of.
@Suite struct MediaStoreTests {
    private static let hand = Manuscript.Hand(account: "account", name: "Ann")
    private static let told = ImageDescription(alternative: "A map", credit: "Bob", licence: .ccBy4)

    private func withMedia(
        _ engine: TestEngine, _ body: (EditorialSite, MediaStore, _ folder: String) async throws -> Void
    ) async throws {
        try await EditorialSite.with(engine) { site in
            try await withTemporaryFolder("media") { folder in
                let media = MediaStore(
                    database: site.database, changes: site.changes, folder: MediaFolder("\(folder)/media"))
                try await body(site, media, "\(folder)/media")
            }
        }
    }

    @discardableResult
    private func upload(
        _ media: MediaStore, _ name: String = "Map of Séoul.PNG", width: Int = 20, minutes: Int = 0
    ) async throws -> MediaStore.Upload {
        try await media.upload(
            ImageFiles.png(width: width, height: 10), fileName: name, by: Self.hand, at: EditorialSite.time(minutes))
    }

    private func files(_ folder: String) -> Set<String> {
        let found = FileManager.default.subpaths(atPath: folder) ?? []
        return Set(found.map { ($0 as NSString).lastPathComponent }.filter { $0.contains(".") })
    }

    @Test(arguments: TestEngine.allCases)
    func anUploadIsThereWithItsFiles(engine: TestEngine) async throws {
        try await withMedia(engine) { site, media, folder in
            let upload = try await upload(media)
            #expect(upload.image.slug == slug("map-of-seoul"))
            #expect(!upload.wasThere)
            #expect(upload.image.uploadedBy == Self.hand)
            #expect(upload.image.width == 20 && upload.image.height == 10)
            #expect(Set(upload.image.variants.map(\.kind)) == [.avif, .webp, .jpeg, .thumbnail, .master])
            #expect(files(folder) == Set(upload.image.variants.map(\.name.description)))
            for variant in upload.image.variants {
                let bytes = try media.folder.read(variant.name)
                #expect(bytes.count == variant.length)
                #expect(ImageDigest.of(bytes).hasPrefix(variant.name.digest))
            }
            #expect(try await media.image(slug("map-of-seoul")) == upload.image)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theSameBytesAreTheSameImage(engine: TestEngine) async throws {
        try await withMedia(engine) { site, media, folder in
            let first = try await upload(media)
            let before = files(folder)
            let second = try await upload(media, "other.jpg", minutes: 5)
            #expect(second.wasThere)
            #expect(second.image == first.image)
            async let one = upload(media, "a.png", width: 30)
            async let other = upload(media, "b.png", width: 30)
            #expect(try await one.image.slug == other.image.slug)
            #expect(try await site.count("image") == 2)
            #expect(files(folder).isSuperset(of: before))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func slugsComeFromNames(engine: TestEngine) async throws {
        try await withMedia(engine) { site, media, _ in
            let names = ["a/b\\Photo.png", "photo.jpg", "search.png", "../../etc/passwd", "地図.png", "", "地図.png"]
            var slugs: [String] = []
            for (index, name) in names.enumerated() {
                slugs.append(try await upload(media, name, width: 20 + index).image.slug.description)
            }
            #expect(slugs == ["photo", "photo-2", "search-2", "passwd", "image", "image-2", "image-3"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsNoImageLeavesNothing(engine: TestEngine) async throws {
        try await withMedia(engine) { site, media, folder in
            for file in [[], Array("<svg/>".utf8), ImageFiles.png(width: 1, height: 1, announced: (50_000, 50_000))] {
                let kind = try await kind {
                    _ = try await media.upload(file, fileName: "x.png", by: Self.hand, at: EditorialSite.start)
                }
                #expect(kind == .invalid)
            }
            #expect(try await site.count("image") == 0)
            #expect(files(folder).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsSaidOfAnImageIsChecked(engine: TestEngine) async throws {
        try await withMedia(engine) { site, media, _ in
            let image = try await upload(media).image
            func errors(_ change: (inout ImageDescription) -> Void) async throws -> [String] {
                var description = Self.told
                change(&description)
                let tried = description
                return try await fieldErrors { try await media.describe(image.slug, as: tried) }
            }
            #expect(try await errors { $0.alternative = " " } == ["alternative"])
            #expect(try await errors { $0.alternative = String(repeating: "x", count: 501) } == ["alternative"])
            #expect(try await errors { $0.licence = nil } == ["licence"])
            #expect(try await errors { $0.credit = "" } == ["credit"])
            #expect(try await errors { $0.source = "javascript:alert(1)" } == ["source"])
            #expect(try await errors { $0.credit = "a\nb" } == ["credit"])
            #expect(try await errors { ($0.credit, $0.licence) = ("", .own) } == [])
            let unknown = try await kind { try await media.describe(slug("nothing"), as: Self.told) }
            #expect(unknown == .notFound)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anotherFocalPointCutsThePiecesAnew(engine: TestEngine) async throws {
        try await withMedia(engine) { site, media, folder in
            let before = try await upload(media, width: 60).image
            var description = Self.told
            description.focus = FocalPoint(x: 1000, y: 0)
            try await media.describe(before.slug, as: description)
            let after = try #require(try await media.image(before.slug))
            #expect(after.focus == description.focus)
            #expect(after.thumbnail != before.thumbnail)
            #expect(after.variants(.avif) == before.variants(.avif))
            let old = try #require(before.thumbnail).name.description
            #expect(files(folder).contains(old))
            #expect(try await media.sweep(olderThan: .init(milliseconds: .max)) == 1)
            #expect(files(folder) == Set(after.variants.map(\.name.description)))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatNoRowNamesIsSweptAway(engine: TestEngine) async throws {
        try await withMedia(engine) { site, media, folder in
            let image = try await upload(media).image
            let kept = files(folder)
            // As a program leaves them that was killed between its files and its row, or within a file.
            let orphan = try #require(MediaName("\(String(repeating: "0", count: 32)).avif"))
            try media.folder.write([1, 2, 3], as: orphan)
            let draft = "\(folder)/00/\(orphan).123.part"
            #expect(FileManager.default.createFile(atPath: draft, contents: Data([1])))
            #expect(FileManager.default.createFile(atPath: "\(folder)/00/notes.txt", contents: Data([1])))
            #expect(try await media.sweep(olderThan: .init(milliseconds: 0)) == 0)
            #expect(files(folder).count == kept.count + 3)
            #expect(try await media.sweep(olderThan: .init(milliseconds: .max)) == 2)
            #expect(files(folder) == kept.union(["notes.txt"]))
            #expect(try await media.image(image.slug) == image)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anImageInUseStays(engine: TestEngine) async throws {
        try await withMedia(engine) { site, media, folder in
            let image = try await upload(media, "map.png").image
            try await media.describe(image.slug, as: Self.told)
            try await site.publish("article") { $0.body = "Look:\n\n![](/media/map)\n" }
            let uses = try await media.uses(of: image.slug)
            #expect(uses.articles.map(\.slug) == [slug("article")])
            #expect(try await kind { try await media.delete(image.slug) } == .conflict)
            try await site.publish("article", 1) { $0.body = "No image, /media/map." }
            #expect(try await media.uses(of: image.slug).isEmpty)
            try await media.delete(image.slug)
            #expect(try await media.image(image.slug) == nil)
            #expect(files(folder).isEmpty)
            #expect(try await kind { try await media.delete(image.slug) } == .notFound)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aTextOnTheDeskKeepsItsImage(engine: TestEngine) async throws {
        try await withMedia(engine) { site, media, _ in
            let image = try await upload(media, "map.png").image
            let other = try await upload(media, "map-2.png", width: 21).image
            let manuscripts = ManuscriptStore(articles: site.articles, clock: FixedClock(EditorialSite.start))
            let id = Manuscript.ID(at: EditorialSite.start)
            var text = ManuscriptText()
            text.title = "Draft"
            text.body = "![](/media/map-2)"
            try await manuscripts.begin(id, text: text, by: Self.hand)
            #expect(try await media.uses(of: other.slug).manuscripts.map(\.title) == ["Draft"])
            #expect(try await media.uses(of: image.slug).isEmpty)
            #expect(try await kind { try await media.delete(other.slug) } == .conflict)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func publicationRefusesAnImageThatIsNotReady(engine: TestEngine) async throws {
        try await withMedia(engine) { site, media, _ in
            func problems(_ body: String) async throws -> [String] {
                do {
                    try await site.publish("article") { $0.body = body }
                    return []
                } catch let problem as Problem {
                    return problem.fieldErrors.map(\.message)
                }
            }
            #expect(try await problems("One\n\n![a](/media/map)") == ["Line 3: there is no image “/media/map”."])
            #expect(try await problems("![a](/media/../x)") == ["Line 1: there is no image “/media/../x”."])
            let image = try await upload(media, "map.png").image
            let unlicensed = try await problems("![a](/media/map)")
            #expect(unlicensed.count == 1 && unlicensed[0].contains("terms"))
            try await media.describe(image.slug, as: Self.told)
            #expect(try await problems("![](/media/map)") == [])
            #expect(try await site.count("image_use") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func articlesFollowTheirImages(engine: TestEngine) async throws {
        try await withMedia(engine) { site, media, _ in
            let image = try await upload(media, "map.png", width: 60).image
            try await media.describe(image.slug, as: Self.told)
            try await site.publish("article") { $0.body = "![](/media/map \"Where\")\n\nAnd ![small](/media/map)." }
            try await site.publish("other") { $0.body = "None." }
            let recorder = ChangeRecorder(site.changes)
            var description = Self.told
            description.alternative = "Another map"
            try await media.describe(image.slug, as: description)
            #expect(recorder.changes == [.articles([slug("article")])])
            let page = try #require(try await site.page("article"))
            #expect(page.leadImage?.alternative == "Another map")
            let html = MarkdownFixture.html(page.body)
            #expect(html.contains("alt=\"Another map\""))
            #expect(html.contains("alt=\"small\""))
            #expect(html.contains("<figcaption>Where <span class=\"credit\">Bob, "))
            #expect(try await site.page("other")?.leadImage == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theLibraryIsSearchedNewestFirst(engine: TestEngine) async throws {
        try await withMedia(engine) { site, media, _ in
            for (index, name) in ["one", "two", "three"].enumerated() {
                try await upload(media, "\(name).png", width: 20 + index, minutes: index)
            }
            try await media.describe(slug("two"), as: Self.told)
            func found(_ search: String = "", limit: Int = 10, offset: Int = 0) async throws -> [String] {
                try await media.page(search: search, limit: limit, offset: offset).images.map(\.slug.description)
            }
            #expect(try await found() == ["three", "two", "one"])
            #expect(try await found(limit: 1, offset: 1) == ["two"])
            #expect(try await found("MÁP bob") == ["two"])
            #expect(try await found("%") == [])
            let page = try await media.page(limit: 2)
            #expect(page.total == 3 && page.hasMore)
        }
    }
}
