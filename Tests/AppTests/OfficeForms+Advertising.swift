import Kernel

extension OfficeForm {
    private static let advertising = "POST /business/advertising"
    private static let flight =
        "name=October {number}&first=2026-10-01&last=2026-10-31&pricing=views&price=4.50&budget=1,000.50&pacing=even"
        + "&priority=5&section=science&topic=migration&kind=guide&hour=20&device=phone&languages=en-GB, de"

    /// The forms about what is booked.
    static let ofAdvertising: [String: OfficeForm] = [
        "\(advertising)/advertisers/new": OfficeForm(
            .business, "partner={bookedBuyer}&name=Lamps {number}&categories=lamps, light bulbs", again: 422),
        "\(advertising)/advertisers/:slug": OfficeForm(
            .business, "name=Lamps {number}&categories=lamps&ended=2027-01-31", slug: "{bookedAdvertiser}"),
        "\(advertising)/advertisers/:slug/campaigns": OfficeForm(
            .business, "id={new}&name=Autumn {number}&currency=GBP", slug: "{bookedAdvertiser}"),
        "\(advertising)/campaigns/:id": OfficeForm(
            .business, "name=Autumn {number}&currency=EUR&ended=2026-12-31", id: "{bookedCampaign}"),
        "\(advertising)/campaigns/:id/flights": OfficeForm(
            .business, "id={new}&\(flight)", id: "{bookedCampaign}"),
        "\(advertising)/flights/:id": OfficeForm(.business, flight, id: "{bookedFlight}"),
        "\(advertising)/campaigns/:id/flights/forecast": OfficeForm(
            .business, "id={new}&\(flight)", id: "{bookedCampaign}", again: 200),
        "\(advertising)/flights/:id/forecast": OfficeForm(.business, flight, id: "{bookedFlight}", again: 200),
        "\(advertising)/flights/:id/pause": OfficeForm(.business, id: "{bookedFlight}", again: 409),
        "\(advertising)/flights/:id/resume": OfficeForm(.business, id: "{bookedPause}", again: 409),
        "\(advertising)/creatives/:id/end": OfficeForm(.business, id: "{bookedCreative}", again: 409),
        "\(advertising)/creatives/:id/decision": OfficeForm(
            .business, "revision=1&verdict=refuse&reason=It promises {number} cures.", id: "{bookedSubmission}"),
        "\(advertising)/blocks": OfficeForm(
            .business, "form=domain&value=casino{number}.example&reason=No gambling."),
        "\(advertising)/blocks/lift": OfficeForm(.business, "form=category&value={bookedBlock}", again: 409),
        "POST /business/house-ads/new": OfficeForm(
            .business, "slug=h-{new}&place=rail&headline=About us&text=How we work.&path=/standards", again: 422),
        "POST /business/house-ads/:slug": OfficeForm(
            .business, "place=top&headline=About us&text=How {number} work.&path=/search?q=moon",
            slug: "{bookedHouse}"),
        "POST /business/house-ads/:slug/retire": OfficeForm(.business, slug: "{bookedHouse}", again: 409),
    ]
}
