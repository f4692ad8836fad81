import Kernel

/// Makes values of the kernel from texts that a test's author knows to be right.
func slug(_ text: String) -> Slug { known(Slug(validating: text), text) }

func day(_ text: String) -> CalendarDay { known(CalendarDay(text), text) }

func date(_ text: String) -> PartialDate { known(PartialDate(text), text) }

func moment(_ text: String) -> Timestamp { known(Timestamp(rfc3339: text), text) }

private func known<Value>(_ value: Value?, _ text: String) -> Value {
    guard let value else { preconditionFailure("The test's own “\(text)” isn't valid.") }
    return value
}
