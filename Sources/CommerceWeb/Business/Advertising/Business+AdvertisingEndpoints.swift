import HTTPSupport
import Pictures

extension Business {
    /// A picture with the fields beside it, among which may be a whole document.
    private static let longestCreative = ImageLimits.bytes + 524_288

    var advertisingEndpoints: [StaffEndpoint] {
        [
            .get(.advertising, Self.access) { try await advertisingOverview($0) },
            .get(.advertisers, Self.access) { try await advertiserList($0) },
            .post(.newAdvertiser, Self.access, action: "add an advertiser") { try await addAdvertiser($0) },
            .get(.advertiser(":slug"), Self.access) { try await advertiser($0) },
            .post(.advertiser(":slug"), Self.access, action: "change an advertiser") {
                try await changeAdvertiser($0)
            },
            .post(.newCampaign(advertiser: ":slug"), Self.access, action: "add a campaign") {
                try await addCampaign($0)
            },
            .get(.campaign(":id"), Self.access) { try await campaign($0) },
            .post(.campaign(":id"), Self.access, action: "change a campaign") { try await changeCampaign($0) },
            .get(.newFlight(campaign: ":id"), Self.access) { try await newFlight($0) },
            .post(.newFlight(campaign: ":id"), Self.access, action: "add a flight") { try await addFlight($0) },
            .get(.flight(":id"), Self.access) { try await flight($0) },
            .post(.flight(":id"), Self.access, action: "change a flight") { try await changeFlight($0) },
            .compute(.newFlightForecast(campaign: ":id"), Self.access) { try await newFlightForecast($0) },
            .compute(.flightForecast(":id"), Self.access) { try await flightForecast($0) },
            .post(.flightPause(":id"), Self.access, action: "pause a flight") { try await setPaused(true, $0) },
            .post(.flightResume(":id"), Self.access, action: "let a flight go on") { try await setPaused(false, $0) },
            .get(.newCreative(flight: ":id"), Self.access) { try await newCreative($0) },
            .upload(
                .newCreative(flight: ":id"), Self.access, action: "add a creative", longestBody: Self.longestCreative
            ) { try await addCreative($0) },
            .get(.creative(":id"), Self.access) { try await creative($0) },
            .upload(
                .creative(":id"), Self.access, action: "change a creative", longestBody: Self.longestCreative
            ) { try await changeCreative($0) },
            .post(.creativeEnd(":id"), Self.access, action: "end a creative") { try await endCreative($0) },
            .post(.creativeDecision(":id"), Self.access, action: "decide on a creative") {
                try await decideOnCreative($0)
            },
            .get(.creativePreview(":id"), Self.access) { try await creativePreview($0) },
            .get(.creativePreviewPage(":id"), Self.access) { try await creativePreviewPage($0) },
            .get(.creativePreviewDocument(":id"), Self.access) { try await creativePreviewDocument($0) },
            .get(.advertisingBlocks, Self.access) { try await blockList($0) },
            .post(.advertisingBlocks, Self.access, action: "block from advertising") { try await addBlock($0) },
            .post(.advertisingBlockLift, Self.access, action: "lift a block") { try await liftBlock($0) },
        ]
    }

    var houseEndpoints: [StaffEndpoint] {
        [
            .get(.houseAdvertisements, Self.access) { try await houseList($0) },
            .post(.newHouseAdvertisement, Self.access, action: "add a house advertisement") {
                try await addHouseAdvertisement($0)
            },
            .get(.houseAdvertisement(":slug"), Self.access) { try await houseAdvertisement($0) },
            .post(.houseAdvertisement(":slug"), Self.access, action: "change a house advertisement") {
                try await changeHouseAdvertisement($0)
            },
            .post(.houseAdvertisementRetirement(":slug"), Self.access, action: "retire a house advertisement") {
                try await retireHouseAdvertisement($0)
            },
        ]
    }
}
