import Kernel

extension OfficeForm {
    /// The forms of the publisher.
    static let ofPublisher: [String: OfficeForm] = [
        "POST /publisher/one-person-mode": OfficeForm(.publisher, "mode=declare"),
        "POST /publisher/people/invite": OfficeForm(
            .publisher, "email={email}&name=Nina&role=writer&role=editor", again: 200),
        "POST /publisher/people/withdraw-invitation": OfficeForm(.publisher, "email={email}", after: .invitation),
        "POST /publisher/people/:account/roles": OfficeForm(.publisher, "role=writer&role=editor"),
        "POST /publisher/people/:account/disable": OfficeForm(.publisher, again: 404),
        "POST /publisher/people/:account/enable": OfficeForm(.publisher, again: 404, after: .disabledPerson),
        "POST /publisher/subscribers/search": OfficeForm(.publisher, "address={email}", again: 200),
        "POST /publisher/subscribers/stop": OfficeForm(.publisher, "address={email}"),
        "POST /publisher/subscribers/allow": OfficeForm(.publisher, "address={email}&why=They asked."),
        "POST /publisher/subscribers/import": OfficeForm(
            .publisher, "table=address\n{email}&consented=2024-05-01", again: 200),
        "POST /publisher/subscribers/unread/:id/dismiss": OfficeForm(.publisher, id: "{new}"),
        "POST /publisher/subscribers/suppressed/end": OfficeForm(
            .publisher, "code=\(String(repeating: "0a", count: 32))&why=They asked."),
        "POST /publisher/settings": OfficeForm(
            .publisher,
            "base={settings}&name=Quarto {fresh}&ads-text=a.example, {number}, DIRECT&owner-domain=a.example"),
        "POST /publisher/settings/preview": OfficeForm(
            .publisher, "base={settings}&name=Quarto&subject=article", again: 200),
        "POST /publisher/policies/:subject": OfficeForm(
            .publisher, "base={policy}&title=Standards&description=Ours&body=A text {fresh}"),
        "POST /publisher/policies/:subject/preview": OfficeForm(
            .publisher, "base={policy}&title=Standards&description=Ours&body=A text", again: 200),
    ]
}
