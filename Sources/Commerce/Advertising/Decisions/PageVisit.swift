import Kernel

/// One page while its slots are filled: what may still stand on it.
///
/// Nothing of the reader is in it but the size of the screen, where the site knows it the country, and whether frames of third
/// parties may be offered.
package struct PageVisit: Sendable {
    let subject: PageSubject
    let device: DeviceClass
    let country: Country?
    let allowsFrames: Bool
    /// The flights that agree with the page and with each other, as the snapshot numbers them.
    var candidates: FlightSet
    var snapshot: LiveFlights
    /// What stands on the page already.
    var chosen: [LiveFlights.Placement] = []
}
