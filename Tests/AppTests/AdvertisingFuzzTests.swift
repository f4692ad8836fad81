import Commerce
import HTTPSupport
import Kernel
import RouterTestSupport
import TestSupport
import Testing

@testable import App

/// Random and mutated forms about what is booked: never a fault of the server, and nothing half saved.
@Suite struct AdvertisingFuzzTests {
    private static let seed = UInt64.random(in: 0...UInt64.max)

    private static let words = [
        "", " ", "0", "-1", "1", "5", "11", "9223372036854775807", "99999999999999999999", "1e9", "NaN", "0.0001",
        "0.0000001",
        "1,000.50", "1.234,56", "€5", "−3", "2026-10-01", "2026-02-30", "0001-01-01", "9999-12-31", "2026-10-01T00:00",
        "views", "clicks", "flat", "commission", "even", "fast", "top", "rail", "end", "text", "picture", "both",
        "html",
        "science", "migration", "guide", "../x", "DE", "de, AT,, ZZ", "en-GB", "x-klingon", "en-GB-oed,,,", "23", "24",
        "phone",
        "a\u{0}b", "a\u{1}b", "\u{202E}abc", "e\u{301}\u{301}\u{301}", "<script>alert(1)</script>", "\"'`;--",
        "https://lamps.example/", "//lamps.example", "javascript:alert(1)", "https://user:pw@lamps.example/",
        "https://p\u{430}ypal.example/", "https://127.0.0.1/", "{{click}}", "👩‍👩‍👧‍👦", "a\r\nSet-Cookie: x=y", "%00",
        String(repeating: "é", count: 5000), String(repeating: "a,", count: 5000), String(repeating: "W", count: 70),
    ]

    /// Puts something else into a few fields, takes some away, and sends some twice.
    private func mutated(
        _ fields: [(String, String)], using generator: inout some RandomNumberGenerator
    ) -> [(String, String)] {
        var fields = fields
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            guard let index = fields.indices.randomElement(using: &generator) else { break }
            let word = Self.words.randomElement(using: &generator) ?? ""
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: fields.remove(at: index)
            case 1: fields.append((fields[index].0, word))
            case 2:
                var scalars = Array(fields[index].1.unicodeScalars)
                let place = Int.random(in: 0...scalars.count, using: &generator)
                let scalar = Unicode.Scalar(UInt32.random(in: 0..<0x3000, using: &generator)) ?? "x"
                scalars.insert(scalar, at: place)
                fields[index].1 = String(String.UnicodeScalarView(scalars))
            default: fields[index].1 = word
            }
        }
        return fields
    }

    @Test func flightsOfAnyFormAreBookedWholeOrNotAtAll() async throws {
        var generator = SeededGenerator(seed: Self.seed)
        try await AdvertisingAsker.with { asker in
            let flights = FlightStore(database: asker.offices.stores.commerce)
            let path = "/business/advertising/campaigns/\(asker.booking.campaign)/flights"
            var taken = 0
            for _ in 0..<400 {
                let id = Flight.ID(at: asker.offices.clock.now())
                let good = [
                    ("id", id.description), ("name", "October"), ("first", "2026-10-01"), ("last", "2026-10-31"),
                    ("pricing", "views"), ("price", "4.50"), ("budget", "1,000"), ("promised", ""), ("pacing", "even"),
                    ("priority", "5"), ("section", "science"), ("topic", "migration"), ("kind", "guide"),
                    ("hour", "20"),
                    ("device", "phone"), ("languages", "en-GB"), ("countries", ""),
                ]
                let fields = mutated(good, using: &generator)
                let before = try await asker.offices.rowCounts()
                let answer = try await asker.send(path, fields)
                #expect([303, 404, 422].contains(answer.status), "\(answer.status), seed \(Self.seed): \(fields)")
                if answer.status == 303 {
                    taken += 1
                    let flight = try await flights.flight(id)
                    #expect(flight != nil || fields.first { $0.0 == "id" }?.1 != id.description, "seed \(Self.seed)")
                } else {
                    #expect(try await asker.offices.rowCounts() == before, "seed \(Self.seed): \(fields)")
                }
                let changed = try await asker.send(
                    "/business/advertising/flights/\(asker.booking.flight)", fields)
                #expect([303, 422].contains(changed.status), "\(changed.status), seed \(Self.seed): \(fields)")
            }
            #expect(taken > 0)
            let page = try await asker.get("/business/advertising/flights/\(asker.booking.flight)")
            #expect(page.status == 200)
        }
    }

    @Test func countriesAreRefusedWhereTheSiteKnowsNone() async throws {
        try await AdvertisingAsker.with { asker in
            let before = try await asker.offices.rowCounts()
            let fields = [
                ("id", Flight.ID(at: asker.offices.clock.now()).description), ("name", "October"),
                ("first", "2026-10-01"), ("last", "2026-10-31"), ("pricing", "views"), ("price", "4.50"),
                ("budget", "1,000"), ("promised", ""), ("pacing", "even"), ("priority", "5"), ("languages", ""),
                ("countries", "DE, AT"),
            ]
            let path = "/business/advertising/campaigns/\(asker.booking.campaign)/flights"
            let answer = try await asker.send(path, fields)
            #expect(answer.status == 422)
            #expect(answer.text.contains("doesn’t know from which country it is read"))
            #expect(try await asker.offices.rowCounts() == before)
        }
    }

    @Test func creativesOfAnyFormAreTakenWholeOrNotAtAll() async throws {
        var generator = SeededGenerator(seed: Self.seed)
        let png = ImageFiles.png(width: 320, height: 100)
        let bombs = [
            ImageFiles.png(width: 1, height: 1, announced: (50_000, 50_000)),
            ImageFiles.png(width: 8, height: 8, announced: (7000, 7000)), ImageFiles.gif(frames: 201),
            png + ImageFiles.emptyArchive, png + Array("<script>alert(1)</script>".utf8),
            ImageFiles.png(width: 40, height: 40, chunks: ImageFiles.chunk("tEXt", Array("a\0<html>".utf8))),
            Array("%PDF-1.4".utf8) + png, Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), Array("GIF89a".utf8),
            [],
        ]
        try await AdvertisingAsker.with { asker in
            let path = "/business/advertising/flights/\(asker.booking.flight)/creatives"
            var taken = 0
            for turn in 0..<300 {
                let id = Creative.ID(at: asker.offices.clock.now())
                let good = [
                    ("id", id.description), ("name", "Lamp"), ("place", "top"), ("form", "picture"),
                    ("headline", "A lamp"), ("text", "For evenings."), ("alternative", "A lamp"),
                    ("html", "<p>Lamp</p>"),
                    ("destination", "https://lamps.example/"),
                ]
                let fields = turn % 3 == 0 ? good : mutated(good, using: &generator)
                var file: [UInt8]? = png
                switch turn % 4 {
                case 0: file = bombs.randomElement(using: &generator)
                case 1:
                    var broken = png
                    for _ in 0..<Int.random(in: 1...8, using: &generator) {
                        let place = Int.random(in: 0..<broken.count, using: &generator)
                        broken[place] = UInt8.random(in: 0...255, using: &generator)
                    }
                    file =
                        Bool.random(using: &generator)
                        ? broken : Array(broken.prefix(Int.random(in: 0...broken.count, using: &generator)))
                case 2: file = nil
                default: break
                }
                let before = try await asker.offices.rowCounts()
                let answer = try await asker.upload(path, fields.map { ($0.0, Array($0.1.utf8)) }, file: file)
                #expect([303, 404, 422].contains(answer.status), "\(answer.status), seed \(Self.seed): \(fields)")
                if answer.status == 303 {
                    taken += 1
                    if let made = try await asker.offices.creatives.creative(id), let picture = made.picture {
                        let shown = try await asker.get(picture.path, isSignedIn: false)
                        #expect(shown.status == 200, "seed \(Self.seed)")
                    }
                } else {
                    #expect(try await asker.offices.rowCounts() == before, "seed \(Self.seed): \(fields)")
                }
            }
            #expect(taken > 0)
            #expect(try await asker.get("/business/advertising/flights/\(asker.booking.flight)").status == 200)
        }
    }

    @Test func multipartFormsThatAreNoneAreNoFault() async throws {
        var generator = SeededGenerator(seed: Self.seed)
        try await AdvertisingAsker.with { asker in
            let path = "/business/advertising/flights/\(asker.booking.flight)/creatives"
            for _ in 0..<100 {
                let bytes = (0..<Int.random(in: 0...400, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                }
                let answer = try await asker.upload(path, [("name", bytes), ("form", bytes)], file: bytes)
                #expect((400..<500).contains(answer.status), "\(answer.status), seed \(Self.seed)")
            }
        }
    }
}
