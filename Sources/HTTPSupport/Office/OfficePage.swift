package import Markup

/// A page of the back offices, without its frame.
package struct OfficePage: Sendable {
    package let title: String
    package let area: OfficeArea
    /// The page of the area's bar that this one belongs to.
    package let place: OfficeRoute?
    /// Scripts that make the page more convenient, by the names of their assets.
    package let scripts: [String]
    /// Whether the page takes the whole width of the window.
    package let isWide: Bool
    /// After how many seconds a browser without scripts loads the page again; `nil` for never.
    package let refresh: Int?
    package let content: HTMLWriter

    package init(
        title: String, area: OfficeArea, place: OfficeRoute? = nil, scripts: [String] = [], isWide: Bool = false,
        refresh: Int? = nil,
        content: (inout HTMLWriter) -> Void
    ) {
        self.title = title
        self.area = area
        self.place = place
        self.scripts = scripts
        self.isWide = isWide
        self.refresh = refresh
        var html = HTMLWriter()
        content(&html)
        self.content = html
    }
}
