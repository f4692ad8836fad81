import Database
import Kernel

/// A place as tables hold it that are older than the newsletter’s.
struct PlaceColumns {
    let place: Slot.Place

    init(_ place: Slot.Place) { self.place = place }

    init(row: Row) throws {
        place = try row.value("letters", as: Bool.self) ? .newsletter : row.value("place")
    }

    var column: Slot.Place { place.isOnPages ? place : .end }
    var letters: Bool { !place.isOnPages }
}
