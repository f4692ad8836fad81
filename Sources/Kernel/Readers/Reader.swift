/// What is known of whoever asks for a page, as far as a slot may depend on it; nobody can be told apart by it.
package struct Reader: Sendable, Hashable {
    package let device: DeviceClass
    /// Where the site knows countries.
    package let country: Country?

    package init(device: DeviceClass = .desktop, country: Country? = nil) {
        self.device = device
        self.country = country
    }
}
