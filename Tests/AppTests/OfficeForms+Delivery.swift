import Kernel

extension OfficeForm {
    /// The forms about what was delivered and billed.
    static let ofDelivery: [String: OfficeForm] = [
        "POST /business/delivery/tallies": OfficeForm(.business),
        "POST /business/delivery/:id/make-good": OfficeForm(
            .business, "id={new}&first={tomorrow}&last={tomorrow}", id: "{lacking}"),
        "POST /business/forecast": OfficeForm(
            .business, "first={tomorrow}&last={tomorrow}&place=top&device=phone&hour=9&languages=en", again: 200),
        "POST /business/invoices": OfficeForm(
            .business, "id={new}&advertiser={advertiser}&month={month}&currency=EUR&net={net}"),
        "POST /business/invoices/issuer": OfficeForm(
            .business, "name=Quarto {number}&address=1 High Street&country=DE&vatNumber=DE 123.456.789&daysToPay=14"),
        "POST /business/invoices/terms/:slug": OfficeForm(
            .business, "address=2 Low Street&country=FR&vat=rate&vatRate=8.1&reference=Order {number}",
            slug: "{advertiser}"),
        "POST /business/invoices/:id/credit": OfficeForm(
            .business, "id={new}&scope=whole&reason=Billed twice", id: "{invoice}"),
    ]
}
