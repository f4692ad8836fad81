import HTTPSupport
import Kernel
import Markup

extension HTMLWriter {
    /// A place of the layout for an advertisement; its size is reserved whether or not anything stands in it.
    mutating func slot(_ place: Slot.Place) {
        element(.aside, .class("slot slot-\(place.rawValue)"), .ariaLabel("Advertisement (\(place.rawValue))")) {
            $0.region(.slot(Slot(place)))
        }
    }
}
