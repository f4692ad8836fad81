-- A wrk script: asks for the paths that a file lists, one a line, in random order.
--     wrk -s paths.lua URL -- FILE

local requests = {}

function init(arguments)
    for path in io.lines(arguments[1]) do
        requests[#requests + 1] = wrk.format("GET", path)
    end
    math.randomseed(20150706)  -- the same order in every run
end

function request()
    return requests[math.random(#requests)]
end
