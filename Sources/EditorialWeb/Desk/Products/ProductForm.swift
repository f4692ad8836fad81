import Editorial
import HTTPSupport
import Kernel
import Markup

/// Reads and shows the fields of a product.
enum ProductForm {
    static func product(_ slug: Slug, _ form: FormBody) -> Product {
        Product(
            slug: slug, name: TypedText.line(form["name"]), maker: TypedText.line(form["maker"]),
            address: TypedText.line(form["address"]), note: TypedText.clean(form["note"]).trimmed.nonEmpty)
    }

    static func values(_ product: Product) -> FormBody {
        FormBody(fields: [
            .init(name: "name", value: product.name), .init(name: "maker", value: product.maker),
            .init(name: "address", value: product.address), .init(name: "note", value: product.note ?? ""),
        ])
    }

    static func write(_ values: FormBody, _ state: FormState, into html: inout HTMLWriter) {
        html.element(.div, .class("pair")) { html in
            html.textField("Name", name: "name", value: values["name"], state: state, .required)
            html.textField("Maker", name: "maker", value: values["maker"], state: state, .required)
        }
        html.textField(
            "The maker’s page", name: "address", value: values["address"],
            hint: "The plain https address, without anything that tells who sent the reader.", state: state,
            .type("url"), .required)
        html.textArea(
            "Note", name: "note", value: values["note"], rows: 2,
            hint: "Plain text that readers see with the evidence, such as which variant was tested.", state: state)
    }
}
