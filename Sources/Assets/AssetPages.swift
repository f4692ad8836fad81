import CAssets
import Crypto
package import HTTPSupport

/// The stylesheets and images that are part of the binary.
package struct AssetPages: PageSource {
    private struct Asset {
        let bytes: [UInt8]
        let mediaType: Page.MediaType
        /// Starts a name that changes with the content.
        let digest: String
    }

    private let assets: [String: Asset]

    package init() {
        var assets: [String: Asset] = [:]
        for asset in UnsafeBufferPointer(start: masthead_first_asset(), count: masthead_asset_count()) {
            let name = String(cString: asset.name)
            let bytes = Array(UnsafeBufferPointer(start: asset.bytes, count: asset.length))
            let digest = SHA256.hash(data: bytes).prefix(5).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
            assets[name] = Asset(
                bytes: bytes, mediaType: Self.mediaType(of: name), digest: digest.joined())
        }
        self.assets = assets
    }

    /// The address of an asset that may be kept for good, since it changes with the content.
    package func lastingRoute(of name: String) -> Route {
        guard let asset = assets[name] else { return .asset(name) }
        return .asset("\(asset.digest)-\(name)")
    }

    package func page(at route: Route) -> PageAnswer? {
        guard case .asset(let name) = route else { return nil }
        if let asset = assets[name] {
            return .page(Page(bytes: asset.bytes, mediaType: asset.mediaType))
        }
        let parts = name.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, let asset = assets[String(parts[1])], asset.digest == parts[0] else { return nil }
        return .page(Page(bytes: asset.bytes, mediaType: asset.mediaType, freshness: .immutable))
    }

    private static func mediaType(of name: String) -> Page.MediaType {
        switch name.split(separator: ".").last {
        case "css": .css
        case "js": .javaScript
        case "svg": .svg
        case "png": .png
        case "ico": .icon
        default: .plainText
        }
    }
}
