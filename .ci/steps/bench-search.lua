-- For wrk: searches for three words, other ones each time, out of the file BENCH_WORDS.
local words = {}
for word in io.lines(os.getenv("BENCH_WORDS")) do
  words[#words + 1] = word:gsub("[^%w]", function(byte) return string.format("%%%02X", byte:byte()) end)
end

local threads = 0
function setup(thread)
  threads = threads + 1
  thread:set("seed", threads)
end

function init()
  math.randomseed(seed)
end

function request()
  local any = function() return words[math.random(#words)] end
  return wrk.format(nil, "/suche?q=" .. any() .. "%20" .. any() .. "%20" .. any())
end
