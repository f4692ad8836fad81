package import Database

/// The tables of who works here.
package enum StaffSchema {
    package static let store = "staff"
    package static let migrations = [
        M0001_Accounts.migration, M0002_SignIn.migration,
        M0003_SiteSettings.migration,
    ]
}
