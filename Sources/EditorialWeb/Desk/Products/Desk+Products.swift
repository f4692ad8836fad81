import Editorial
import HTTPSupport
import Kernel
import Markup

extension Desk {
    var productEndpoints: [StaffEndpoint] {
        [
            .get(.products, Self.access) { try await productList($0) },
            .post(.products, Self.access, action: "add a product") { try await addProduct($0) },
            .get(.productSearch, Self.access) { try await searchProducts($0) },
            .get(.product(":slug"), Self.access) { try await product($0) },
            .post(.product(":slug"), Self.access, action: "change a product") { try await changeProduct($0) },
        ]
    }

    func productList(_ request: StaffRequest) async throws -> StaffAnswer {
        try await productList(request, values: FormBody())
    }

    func addProduct(_ request: StaffRequest) async throws -> StaffAnswer {
        let form = request.form
        do {
            let slug = try LibrarySlug.slug(form["slug"], madeFrom: TypedText.line(form["name"]))
            let product = ProductForm.product(slug, form)
            try await products.add(product, by: .init(request.member), at: request.now)
            return .done(.product(slug.description), notice: "Added.", subject: product.name)
        } catch let problem as Problem where problem.isFormFault {
            return try await productList(request, values: form, problem: problem)
        }
    }

    func product(_ request: StaffRequest) async throws -> StaffAnswer {
        let product = try await knownProduct(request)
        return try await page(of: product, ProductForm.values(product), request)
    }

    func changeProduct(_ request: StaffRequest) async throws -> StaffAnswer {
        let product = try await knownProduct(request)
        do {
            let articles = try await products.change(
                to: ProductForm.product(product.slug, request.form),
                reason: TypedText.clean(request.form["reason"]).trimmed, by: .init(request.member), at: request.now)
            let count = articles.count == 1 ? "One article changes" : "\(articles.count) articles change"
            return .done(
                .product(product.slug.description), notice: "Saved. \(count) with it.", subject: product.name)
        } catch let problem as Problem where problem.isFormFault {
            return try await page(of: product, request.form, request, problem: problem)
        }
    }

    private func knownProduct(_ request: StaffRequest) async throws -> Product {
        guard let product = try await products.product(request.slug("slug")) else { throw StaffRequest.nothingHere }
        return product
    }

    private func page(
        of product: Product, _ values: FormBody, _ request: StaffRequest, problem: Problem? = nil
    ) async throws -> StaffAnswer {
        let page = ProductPage(
            product: product, history: try await products.history(product.slug),
            uses: try await products.uses(of: product.slug), values: values, token: request.formToken,
            problem: problem)
        return .page(page.page, problem: problem)
    }

    private func productList(
        _ request: StaffRequest, values: FormBody, problem: Problem? = nil
    ) async throws -> StaffAnswer {
        let search = String((request.query["text"] ?? "").prefix(200))
        let listing = try await products.page(
            search: search, after: request.query["after"].flatMap(NameCursor.init), limit: 50)
        let page = ProductListPage(
            listing: listing, search: search, values: values, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}
