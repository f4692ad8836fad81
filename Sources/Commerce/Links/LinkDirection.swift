/// Where a link that was given out leads.
package struct LinkDirection: Sendable, Hashable {
    package let link: AffiliateLink.ID
    /// By which it earns; `nil` when it doesn’t.
    package let programme: Programme.ID?
    /// The address that earns, or the plain one.
    package let address: String
    /// As the writer set it.
    package let plain: String
    /// The path of the page that it stands on.
    package let page: String
    /// Whether neither address leads to the merchant any more, so that there is nowhere to send a reader.
    package let leadsNowhere: Bool
}
