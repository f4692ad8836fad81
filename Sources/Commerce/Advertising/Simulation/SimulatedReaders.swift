import Kernel

/// Who reads the invented site, what, and when.
struct SimulatedReaders {
    struct Reader {
        let subject: PageSubject
        let device: DeviceClass
        let country: Country?
    }

    /// A Monday.
    static let start = Timestamp(milliseconds: 1_767_571_200_000)

    static func moment(_ second: Int) -> Timestamp {
        Timestamp(milliseconds: start.milliseconds + Int64(second) * 1000)
    }

    /// Midnight to 23 o’clock: few at night, a rise to noon, most in the evening.
    private static let day: [Double] = [
        34, 22, 15, 12, 11, 14, 26, 45, 62, 70, 74, 78, 82, 80, 76, 74, 75, 80, 88, 98, 104, 100, 82, 56,
    ]
    /// Monday to Sunday.
    private static let week = [1.02, 1.04, 1.03, 1.0, 0.93, 0.94, 1.04]
    /// How far an hour is off what is usual.
    private static let noise = 0.12

    let sections: [Slug]
    let topics: [Slug]
    let kinds: [Slug]
    let languages: [LanguageTag]
    let countries: [Country]
    /// What was seen in the weeks before, from which the curve is learned.
    let past: [TrafficCurve.Observation]
    private let articles: [PageSubject]
    /// Of each article, all before it and itself.
    private let popularity: [Double]
    /// By hour of the simulated time, for each second of it.
    private let rates: [Double]

    init(_ settings: AdvertisingSimulation.Settings, _ dice: inout Dice) {
        let sections = Self.slugs("section", 8)
        let topics = Self.slugs("topic", 60)
        let kinds = ["answer", "guide", "evaluation"].compactMap { Slug(validating: $0) }
        let languages = ["en-GB", "en-US", "de"].compactMap { LanguageTag($0) }
        self.sections = sections
        self.topics = topics
        self.kinds = kinds
        self.languages = languages
        countries = ["US", "GB", "DE", "CA", "AU"].compactMap { Country($0) }
        var articles: [PageSubject] = []
        var popularity: [Double] = []
        var sum = 0.0
        for rank in 1...5000 {
            articles.append(
                PageSubject(
                    section: sections[dice.roll(below: 8)],
                    topics: (0..<1 + dice.roll(below: 3)).map { _ in topics[dice.roll(below: 60)] },
                    kind: kinds[dice.roll(by: [0.6, 0.3, 0.1])], language: languages[dice.roll(by: [0.5, 0.3, 0.2])]))
            sum += 1 / Double(rank + 20)
            popularity.append(sum)
        }
        self.articles = articles
        self.popularity = popularity
        let hours = settings.days * 24
        let shape = (0..<hours).map { Self.usual(hour: $0) }
        let perWeight = Double(settings.pageViews) / shape.reduce(0, +) / 3600
        rates = shape.map { $0 * perWeight * dice.rollLogNormal(median: 1, deviation: Self.noise) }
        past = (1...28 * 24).map { back in
            let usual = Self.usual(hour: 28 * 24 - back) * dice.rollLogNormal(median: 1, deviation: Self.noise)
            return TrafficCurve.Observation(hour: Self.moment(-back * 3600), count: Int(usual * 1000))
        }
    }

    /// - Parameter hour: From a Monday’s midnight on.
    private static func usual(hour: Int) -> Double { day[hour % 24] * week[hour / 24 % 7] }

    private static func slugs(_ name: String, _ count: Int) -> [Slug] {
        (0..<count).compactMap { Slug(validating: "\(name)-\($0)") }
    }

    /// How many pages are asked for in a second.
    func arrivals(in second: Int, _ dice: inout Dice) -> Int { dice.rollPoisson(mean: rates[second / 3600]) }

    /// A second of the simulated time, drawn as readers come.
    func second(_ dice: inout Dice) -> Int { dice.roll(by: rates) * 3600 + dice.roll(below: 3600) }

    /// Somebody who opens a page.
    func reader(_ dice: inout Dice) -> Reader {
        let drawn = dice.roll() * (popularity.last ?? 0)
        var low = 0
        var high = popularity.count - 1
        while low < high {
            let middle = (low + high) / 2
            if popularity[middle] <= drawn { low = middle + 1 } else { high = middle }
        }
        let device: DeviceClass =
            switch dice.roll() {
            case ..<0.6: .phone
            case ..<0.7: .tablet
            default: .desktop
            }
        let country = dice.roll(below: 6)
        return Reader(
            subject: articles[low], device: device, country: country < countries.count ? countries[country] : nil)
    }
}
