/// What an ``ArticleID`` names; there are no values of it.
package enum ArticleSubject {}

/// Names an article for its whole life, whatever its address; other contexts refer to it by this and by nothing else.
package typealias ArticleID = Identifier<ArticleSubject>
