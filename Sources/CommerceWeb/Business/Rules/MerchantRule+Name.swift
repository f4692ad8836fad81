import Commerce

extension MerchantRule {
    /// The domain and path that it is for.
    var name: String { domain + path }
}
