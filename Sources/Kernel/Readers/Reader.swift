/// What is known of whoever asks for a page, as far as a slot may depend on it; nobody can be told apart by it.
package struct Reader: Sendable, Hashable {
    package let device: DeviceClass
    /// Where the site knows countries.
    package let country: Country?
    /// Whether a frame of a third party may be offered: the site allows them, and the request objects to nothing.
    package let allowsFrames: Bool

    package init(device: DeviceClass = .desktop, country: Country? = nil, allowsFrames: Bool = false) {
        self.device = device
        self.country = country
        self.allowsFrames = allowsFrames
    }
}
