/// How many views and clicks were counted.
package struct DeliveryCounts: Sendable, Hashable {
    package var views: Int
    package var clicks: Int

    package init(views: Int = 0, clicks: Int = 0) {
        self.views = views
        self.clicks = clicks
    }

    package subscript(event: OfferEvent) -> Int {
        get { event == .view ? views : clicks }
        set { if event == .view { views = newValue } else { clicks = newValue } }
    }

    package static func + (left: Self, right: Self) -> Self {
        DeliveryCounts(views: left.views + right.views, clicks: left.clicks + right.clicks)
    }

    package static func += (left: inout Self, right: Self) { left = left + right }
}
