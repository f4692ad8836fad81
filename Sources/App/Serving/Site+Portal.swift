import Commerce
import CommerceWeb
import Database
import HTTPSupport
import Kernel
import Logging
import Mail

/// What advertisers’ people see of the site, and who of them may.
extension Site {
    /// Who takes the site’s mail over; `nil` where it sends none.
    static func mailSender(
        _ settings: Settings, clock: any WallClock, siteName: @escaping @Sendable () -> String
    ) -> (any MailSender)? {
        settings.mail.map { MailSubmission(server: $0, senderName: siteName, clock: clock) }
    }

    static func contactOffice(
        _ commerce: any Database, origin: String, clock: any WallClock, sendsMail: Bool
    ) -> ContactOffice {
        ContactOffice(
            contacts: AdvertiserContactStore(database: commerce), door: PortalDoor(database: commerce, clock: clock),
            advertisers: AdvertiserStore(database: commerce), history: CommerceHistory(database: commerce),
            origin: origin, sendsMail: sendsMail)
    }

    /// - Parameter shell: What stands around the pages, which is that of the offices.
    static func portal(
        _ commerce: any Database, shell: OfficeShell, site: @escaping @Sendable () -> SiteIdentity, origin: String,
        clock: any WallClock, pictures: CreativePictures, mail: (any MailSender)?, isBehindProxy: Bool
    ) -> AdvertiserPortal {
        let logger = Logger(label: "masthead.mail")
        return AdvertiserPortal(
            door: PortalDoor(database: commerce, clock: clock),
            own: { OwnAdvertising(of: $0, database: commerce) }, pictures: pictures, mail: mail,
            tellOfMail: { error in
                logger.error("A link could not be sent", metadata: ["error": .string("\(error)")])
            }, shell: shell, site: site, origin: origin, clock: clock, isBehindProxy: isBehindProxy)
    }
}
