/// Names of sites that the screen knows something of.
enum KnownHosts {
    /// Endings by which a name without `http://` or `www.` is taken for a site’s.
    static let endings: Set<String> = [
        "app", "at", "be", "best", "bet", "biz", "blog", "br", "buzz", "ca", "casino", "cc", "ch", "click", "club",
        "cn",
        "co", "com", "cz", "de", "dev", "edu", "es", "eu", "fm", "fr", "fun", "gl", "gov", "gq", "ie", "in", "info",
        "io",
        "it", "jp", "kr", "link", "live", "loan", "ly", "me", "ml", "mobi", "net", "news", "nl", "nz", "online", "org",
        "page", "pl", "pro", "pw", "ru", "se", "shop", "site", "space", "store", "su", "tech", "tk", "to", "top", "tv",
        "uk", "us", "vip", "website", "win", "work", "ws", "xyz",
    ]

    /// Services whose links tell nothing of where they lead.
    static let shorteners: Set<String> = [
        "adf.ly", "amzn.to", "bit.do", "bit.ly", "bitly.com", "bl.ink", "buff.ly", "clck.ru", "cutt.ly", "dlvr.it",
        "fb.me", "goo.gl", "goo.su", "is.gd", "j.mp", "lnkd.in", "linktr.ee", "ow.ly", "qr.ae", "rb.gy", "rebrand.ly",
        "s.id", "short.io", "shorturl.at", "shrtco.de", "soo.gd", "t.co", "t.ly", "t2m.io", "tiny.cc", "tinyurl.com",
        "tr.im", "trib.al", "u.to", "urlz.fr", "v.gd", "vk.cc", "wp.me", "x.co",
    ]
}
