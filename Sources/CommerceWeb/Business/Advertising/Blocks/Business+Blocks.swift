import Commerce
import HTTPSupport
import Kernel

extension Business {
    func blockList(_ request: StaffRequest) async throws -> StaffAnswer {
        try await blockList(request, values: FormBody(), problem: nil)
    }

    func addBlock(_ request: StaffRequest) async throws -> StaffAnswer {
        do {
            let reading = FormReading(request.form)
            let block = try BlockForm.block(reading)
            try await advertising.blocks.save(block, by: signature(of: request))
            try await changed()
            return .done(
                .advertisingBlocks, notice: "Blocked. Nothing of it is shown from now on.",
                subject: reading.text("value"))
        } catch let problem as Problem where problem.kind == .invalid {
            return try await blockList(request, values: request.form, problem: problem)
        }
    }

    func liftBlock(_ request: StaffRequest) async throws -> StaffAnswer {
        let reading = FormReading(request.form)
        let (form, value) = (reading.text("form"), reading.text("value"))
        guard
            let block = try await advertising.blocks.all().first(where: {
                $0.matter.form == form && $0.matter.value == value
            })
        else { throw StaffRequest.nothingHere }
        guard block.lifted == nil else {
            throw Problem(
                .conflict, slug: "block-lifted", title: "Nothing was changed", detail: "The block was lifted already.")
        }
        try await advertising.blocks.save(
            Block(block.matter, reason: block.reason, lifted: request.now), by: signature(of: request))
        try await changed()
        return .done(.advertisingBlocks, notice: "The block on \(value) is lifted.", subject: value)
    }

    private func blockList(_ request: StaffRequest, values: FormBody, problem: Problem?) async throws -> StaffAnswer {
        let page = try await BlockListPage(
            blocks: advertising.blocks.all(), values: values, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }
}
