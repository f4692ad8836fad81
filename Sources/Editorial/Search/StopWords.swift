/// Words so common in English that they tell articles apart only in a title.
enum StopWords {
    static let all: Set<String> = Set(
        """
        a about after again all also am an and any are as at be because been before being between both but by can cant
        could did didnt do does doesnt doing dont down during each few for from further get had has have having he her
        here hers him his how i if in into is isnt it its itself just may me might more most must my no nor not of off
        on once one only or other our out over own s same she should so some such t than that the their them then there
        these they this those through to too under until up us very was wasnt we were what when where which while who
        whom why will with would you your
        """
        .split { $0.isWhitespace }.map(String.init))
}
