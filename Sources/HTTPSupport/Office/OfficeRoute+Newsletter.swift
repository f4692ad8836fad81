/// The desk’s part for editions of the newsletter.
extension OfficeRoute {
    // The newsletter’s editions.
    package static let newsletterDesk = at("/desk/newsletter")
    package static func deskEdition(_ id: String) -> Self { at("/desk/newsletter/\(id)") }
    package static func editionApproval(_ id: String) -> Self { at("/desk/newsletter/\(id)/approve") }
    package static func editionHold(_ id: String) -> Self { at("/desk/newsletter/\(id)/hold") }
    package static func editionTest(_ id: String) -> Self { at("/desk/newsletter/\(id)/test") }
    package static func editionPreview(_ id: String) -> Self { at("/desk/newsletter/\(id)/preview") }
    package static func editionLetter(_ id: String) -> Self { at("/desk/newsletter/\(id)/letter") }
    package static func editionSending(_ id: String) -> Self { at("/desk/newsletter/\(id)/sending") }
    package static func editionPause(_ id: String) -> Self { at("/desk/newsletter/\(id)/pause") }
    package static func editionResume(_ id: String) -> Self { at("/desk/newsletter/\(id)/resume") }
    package static func editionCancellation(_ id: String) -> Self { at("/desk/newsletter/\(id)/cancel") }
    package static func editionReport(_ id: String) -> Self { at("/desk/newsletter/\(id)/report") }
}
