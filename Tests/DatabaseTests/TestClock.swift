import Kernel

let testClock = FixedClock(Timestamp(milliseconds: 1_436_191_389_000))
