import Kernel
import TestSupport
import Testing

@testable import Editorial
@testable import Pictures

/// Files that strangers may have made, before anything of them is decoded.
@Suite struct ImageInspectionTests {
    private func refusal(of file: [UInt8]) -> ImageRefusal? {
        do {
            _ = try ImageInspection(file)
            return nil
        } catch {
            return error
        }
    }

    @Test func aBombIsKnownByItsHeader() async throws {
        let bomb = ImageFiles.png(width: 1, height: 1, announced: (50_000, 50_000))
        #expect(refusal(of: bomb) == .tooManyPixels(width: 50_000, height: 50_000))
        let flat = ImageFiles.png(width: 1, height: 1, announced: (20_000, 1))
        #expect(refusal(of: flat) == .tooManyPixels(width: 20_000, height: 1))
        #expect(refusal(of: ImageFiles.png(width: 1, height: 1, announced: (0, 1))) == .damaged)
        await #expect(throws: ImageRefusal.tooManyPixels(width: 50_000, height: 50_000)) {
            _ = try await ImageWorkshop().make(bomb, around: .centre)
        }
    }

    @Test func framesAreCounted() throws {
        #expect(try ImageInspection(ImageFiles.gif(frames: 3)).frames == 3)
        #expect(try ImageInspection(ImageFiles.gif(frames: 200)).frames == 200)
        #expect(refusal(of: ImageFiles.gif(frames: 201)) == .tooManyFrames(201))
        #expect(refusal(of: ImageFiles.gif(frames: 5000)) == .tooManyFrames(5000))
        #expect(refusal(of: ImageFiles.gif(frames: 0)) == .damaged)
        let animated = ImageFiles.chunk("acTL", [0, 0, 4, 0, 0, 0, 0, 0])
        #expect(refusal(of: ImageFiles.png(width: 1, height: 1, chunks: animated)) == .tooManyFrames(1024))
    }

    @Test func whatFollowsTheEndIsNoticed() async throws {
        let jpeg = try await ImageFiles.jpeg(width: 40, height: 30)
        let png = ImageFiles.png(width: 2, height: 2)
        for file in [jpeg, png, ImageFiles.gif(frames: 1)] {
            #expect(refusal(of: file) == nil)
            #expect(refusal(of: file + [0, 0, 0, 10]) == nil)
            #expect(refusal(of: file + ImageFiles.emptyArchive) == .bytesAfterEnd(22))
            #expect(refusal(of: file + Array("<html>".utf8)) == .bytesAfterEnd(6))
        }
        // Cameras put further pictures behind the first.
        #expect(refusal(of: jpeg + jpeg) == nil)
        #expect(refusal(of: jpeg + jpeg + [1]) == .bytesAfterEnd(1))
        for kind in [ImageVariant.Kind.webp, .avif] {
            let file = try await ImageFiles.made(of: png, kind)
            #expect(refusal(of: file) == nil, "\(kind)")
            #expect(refusal(of: file + Array("%PDF-1.7".utf8)) != nil, "\(kind)")
        }
    }

    @Test func aSecondKindIsFoundInside() async throws {
        let jpeg = try await ImageFiles.jpeg(width: 40, height: 30)
        func commented(_ content: [UInt8]) -> [UInt8] { ImageFiles.jpeg(jpeg, with: ImageFiles.segment(0xFE, content)) }
        #expect(refusal(of: commented(Array("A comment, <b>bold</b>, PK".utf8))) == nil)
        #expect(refusal(of: commented(ImageFiles.emptyArchive)) == .secondKind("a ZIP archive"))
        #expect(refusal(of: commented(Array("%PDF-1.7".utf8))) == .secondKind("a PDF document"))
        #expect(refusal(of: commented(Array("<ScRiPt>".utf8))) == .secondKind("a web page"))
        #expect(refusal(of: commented(Array("<?php x".utf8))) == .secondKind("a PHP program"))
        let text = ImageFiles.chunk("tEXt", Array("a\0<!DOCTYPE html>".utf8))
        #expect(refusal(of: ImageFiles.png(width: 1, height: 1, chunks: text)) == .secondKind("a web page"))
    }

    @Test(arguments: [
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        "\u{FEFF}<?xml version=\"1.0\"?>\n<!-- a drawing -->\n<SVG onload=\"alert(1)\"/>",
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x\"><svg/>",
    ])
    func aDrawingIsRefusedAsAKind(text: String) { #expect(refusal(of: Array(text.utf8)) == .drawing) }

    @Test(arguments: ["%PDF-1.7", "<html></html>", "BM", "II*\u{0}", "GIF87", "#!/bin/sh", "RIFF....WAVE", "x"])
    func otherKindsAreRefused(text: String) { #expect(refusal(of: Array(text.utf8)) == .unknownKind) }

    @Test func nothingIsNoImage() { #expect(refusal(of: []) == .empty) }

    @Test func tooManyBytesAreNotLookedAt() {
        #expect(refusal(of: [UInt8](repeating: 0, count: ImageLimits.bytes + 1)) == .tooManyBytes)
    }

    @Test func aFileThatIsCutOffIsRefusedWhereverThatIs() async throws {
        let jpeg = try await ImageFiles.jpeg(width: 24, height: 16)
        let png = ImageFiles.png(width: 3, height: 3)
        var files = [jpeg, png, ImageFiles.gif(frames: 2)]
        files.append(try await ImageFiles.made(of: png, .webp))
        files.append(try await ImageFiles.made(of: png, .avif))
        for file in files {
            for length in stride(from: 0, to: file.count, by: max(1, file.count / 200)) {
                #expect(refusal(of: Array(file.prefix(length))) != nil, "\(length) of \(file.count)")
            }
        }
    }

    @Test func noBytesTripTheReadersUp() async throws {
        var random = RandomTexts(seed: 7)
        let png = ImageFiles.png(width: 3, height: 3)
        var files = [try await ImageFiles.jpeg(width: 24, height: 16), png, ImageFiles.gif(frames: 2)]
        files.append(try await ImageFiles.made(of: png, .webp))
        files.append(try await ImageFiles.made(of: png, .avif))
        for original in files {
            for _ in 0..<400 {
                var file = original
                for _ in 0..<4 {
                    file[Int.random(in: 0..<file.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                // Refused or not: what counts is that it is told, and nothing breaks.
                if let inspection = try? ImageInspection(file), let size = inspection.size {
                    #expect(size.width * size.height <= ImageLimits.pixels)
                }
            }
        }
    }

    @Test func eachRefusalTellsWhatToDo() {
        let refusals: [ImageRefusal] = [
            .empty, .tooManyBytes, .drawing, .unknownKind, .tooManyPixels(width: 1, height: 2), .tooManyFrames(3),
            .bytesAfterEnd(4), .secondKind("a ZIP archive"), .damaged,
        ]
        #expect(Set(refusals.map(\.message)).count == refusals.count)
        for refusal in refusals { #expect(refusal.problem.detail == refusal.message) }
    }
}
