-- A wrk script: each request is a comment with words of its own, from a network of its own.
--     wrk -s comments.lua URL -- SEAL SEED RATE
-- With the seal of a form on the article's page, and how many each thread sends in a second; 0 for as many as are taken.
-- Prints how many were taken in, and how many were not.

local ffi = require("ffi")
ffi.cdef [[
    struct moment { long seconds; long nanoseconds; };
    int clock_gettime(int clock, struct moment *now);
]]

local threads = {}
local moment = ffi.new("struct moment")

-- In milliseconds, by the clock that only goes forward.
local function now()
    ffi.C.clock_gettime(1, moment)
    return tonumber(moment.seconds) * 1000 + tonumber(moment.nanoseconds) / 1000000
end

function setup(thread)
    thread:set("number", #threads + 1)
    threads[#threads + 1] = thread
end

function init(arguments)
    seal = arguments[1]
    math.randomseed(tonumber(arguments[2]) * 1000 + number)
    rate = tonumber(arguments[3])
    due = now()
    taken, refused = 0, 0
    if rate == 0 then delay = nil end
end

-- How long to wait until the next one is due, in milliseconds: one that is late leaves the others' times as they are.
function delay()
    due = due + 1000 / rate
    return math.max(due - now(), 0)
end

local function word()
    return string.format("%x", math.random(0, 0x7fffffff))
end

local LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

local function nonce()
    local letters = {}
    for index = 1, 43 do
        local letter = math.random(#LETTERS)
        letters[index] = LETTERS:sub(letter, letter)
    end
    return table.concat(letters)
end

function request()
    local words = {"bench" .. number}
    for index = 1, 12 do words[#words + 1] = word() end
    local network = math.random(1, 223) .. "." .. math.random(0, 255) .. "." .. math.random(0, 255) .. ".9"
    local body = "form=" .. seal .. "&nonce=" .. nonce() .. "&text=" .. table.concat(words, "+")
    return wrk.format("POST", nil, {
        ["Content-Type"] = "application/x-www-form-urlencoded", ["X-Forwarded-For"] = network
    }, body)
end

function response(status)
    if status == 303 then taken = taken + 1 else refused = refused + 1 end
end

function done()
    local taken, refused = 0, 0
    for _, thread in ipairs(threads) do
        taken = taken + thread:get("taken")
        refused = refused + thread:get("refused")
    end
    io.write(string.format("Taken: %d\nRefused: %d\n", taken, refused))
end
