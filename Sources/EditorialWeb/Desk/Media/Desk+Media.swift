import Editorial
import HTTPSupport
import Kernel
import Markup

extension Desk {
    private static let imagesPerPage = 48
    private static let mostFound = 20

    func imageList(_ request: StaffRequest) async throws -> StaffAnswer {
        if request.wantsJSON { return try await searchImages(request) }
        return try await imageList(request, refusals: [], taken: [])
    }

    /// What a script looks through to offer images; at most twenty.
    func searchImages(_ request: StaffRequest) async throws -> StaffAnswer {
        let listing = try await media.page(search: Self.search(request), limit: Self.mostFound)
        return .json(.object(["items": .array(listing.images.map { ImageEntry(image: $0).json })]))
    }

    func image(_ request: StaffRequest) async throws -> StaffAnswer {
        let image = try await knownImage(request)
        return try await page(of: image, ImageForm.values(image), request)
    }

    /// Takes each file by itself: what is wrong with one keeps no other out.
    func upload(_ request: StaffRequest) async throws -> StaffAnswer {
        var taken: [MediaStore.Upload] = []
        var refusals: [(file: String, problem: Problem)] = []
        for file in request.files where file.field == "file" {
            do {
                taken.append(
                    try await media.upload(
                        file.bytes, fileName: file.name, by: .init(request.member), at: request.now))
            } catch let problem as Problem where problem.kind == .invalid {
                refusals.append((file.name, problem))
            }
        }
        if taken.isEmpty, refusals.isEmpty { refusals.append(("", Self.noFile)) }
        if request.wantsJSON { return Self.json(taken, refusals.map(\.problem)) }
        guard refusals.isEmpty else {
            return try await imageList(request, refusals: refusals, taken: taken.map(\.image))
        }
        let subject = taken.map(\.image.slug.description).joined(separator: ", ")
        if taken.count == 1, let upload = taken.first {
            return .done(
                .image(upload.image.slug.description), notice: ImageEntry.notice(of: upload), subject: subject)
        }
        return .done(
            .media, notice: "\(taken.count) images are here. Say of each what it shows and how it may be used.",
            subject: subject)
    }

    func describeImage(_ request: StaffRequest) async throws -> StaffAnswer {
        let image = try await knownImage(request)
        do {
            try await media.describe(image.slug, as: ImageForm.description(request.form))
            return .done(
                .image(image.slug.description), notice: "Saved. The pages that show it follow.",
                subject: image.slug.description)
        } catch let problem as Problem where problem.kind == .invalid {
            return try await page(of: image, request.form, request, problem: problem)
        }
    }

    func deleteImage(_ request: StaffRequest) async throws -> StaffAnswer {
        let image = try await knownImage(request)
        try await media.delete(image.slug)
        return .done(.media, notice: "Deleted.", subject: image.slug.description)
    }

    private func knownImage(_ request: StaffRequest) async throws -> Image {
        guard let image = try await media.image(request.slug("slug")) else { throw StaffRequest.nothingHere }
        return image
    }

    private func page(
        of image: Image, _ values: FormBody, _ request: StaffRequest, problem: Problem? = nil
    ) async throws -> StaffAnswer {
        let page = ImagePage(
            image: image, uses: try await media.uses(of: image.slug), values: values, token: request.formToken,
            problem: problem)
        return .page(page.page, problem: problem)
    }

    private func imageList(
        _ request: StaffRequest, refusals: [(file: String, problem: Problem)], taken: [Image]
    ) async throws -> StaffAnswer {
        let number = min(max(Int(request.query["page"] ?? "") ?? 1, 1), 10_000)
        let search = Self.search(request)
        let listing = try await media.page(
            search: search, limit: Self.imagesPerPage, offset: (number - 1) * Self.imagesPerPage)
        let page = ImageListPage(
            listing: listing, search: search, number: number, refusals: refusals, taken: taken,
            token: request.formToken)
        var answer = StaffAnswer.page(page.page, status: refusals.isEmpty ? 200 : 422)
        if !taken.isEmpty { answer.subject = taken.map(\.slug.description).joined(separator: ", ") }
        return answer
    }

    private static func search(_ request: StaffRequest) -> String { String((request.query["text"] ?? "").prefix(200)) }

    private static func json(_ taken: [MediaStore.Upload], _ refusals: [Problem]) -> StaffAnswer {
        // A script sends one file at a time.
        if let problem = refusals.first { return .json(PresentedProblem(problem, status: 422).json, status: 422) }
        var answer = StaffAnswer.json(
            .object([
                "items": .array(taken.map { ImageEntry(image: $0.image).json }),
                "notice": taken.first.map { .string(ImageEntry.notice(of: $0)) },
            ]))
        answer.subject = taken.map(\.image.slug.description).joined(separator: ", ")
        return answer
    }

    private static let noFile = Problem(
        .invalid, slug: "file-missing", title: "No image was chosen", detail: "Choose one or several files first.")
}
