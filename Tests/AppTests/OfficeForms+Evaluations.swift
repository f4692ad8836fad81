import Kernel

extension OfficeForm {
    /// The forms of evaluations and products.
    static let ofEvaluations: [String: OfficeForm] = [
        "POST /desk/evaluations": OfficeForm(.writer, "title=Kettles {number}", again: 422),
        "POST /desk/evaluations/:slug": OfficeForm(
            .editor, "edit=description&base=1&title=Kettles&method=We boiled.&reason=Stated", slug: "{evaluation}",
            again: 409),
        "POST /desk/evaluations/:slug/preview": OfficeForm(
            .factChecker, "edit=criteria&base=1&name-0=Speed&weight-0=3&scale-0=Minutes&good-0=Soon",
            slug: "{evaluation}", again: 200),
        "POST /desk/products": OfficeForm(
            .writer, "name=Kettle {number}&maker=Maker&address=https://maker.example/", again: 422),
        "POST /desk/products/:slug": OfficeForm(
            .writer, "name=Another name&maker=Maker&address=https://maker.example/", slug: "{product}", again: 422),
    ]
}
