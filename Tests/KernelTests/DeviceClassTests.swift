import Kernel
import Testing

@Suite struct DeviceClassTests {
    @Test(arguments: [
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
            DeviceClass.phone
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
            .phone
        ),
        (
            "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1",
            .tablet
        ),
        (
            "Mozilla/5.0 (Linux; Android 13; SM-X900) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
            .tablet
        ),
        ("Mozilla/5.0 (Android 15; Tablet; rv:145.0) Gecko/145.0 Firefox/145.0", .tablet),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", .desktop),
        ("", .desktop), ("Mo", .desktop), ("äöüMobi", .phone),
    ])
    func isReadFromWhatABrowserSays(agent: String, expected: DeviceClass) {
        #expect(DeviceClass(agent: agent) == expected)
    }

    @Test func aHintOfTheBrowserIsBelieved() {
        #expect(DeviceClass(agent: "Mozilla/5.0 (X11; Linux x86_64)", isMobile: true) == .phone)
        #expect(DeviceClass(agent: "Mozilla/5.0 (iPad; CPU OS 17_0) Mobile", isMobile: false) == .tablet)
        #expect(DeviceClass(agent: nil) == .desktop)
    }
}
