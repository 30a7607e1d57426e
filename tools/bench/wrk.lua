-- Prints what was measured as one line of JSON, times in milliseconds. With the argument "anew" no two requests are of the same URL.
function init(args)
  if args[1] ~= "anew" then return end
  local number = 0
  local mark = wrk.path:find("?", 1, true) and "&" or "?"
  function request()
    number = number + 1
    return wrk.format(nil, wrk.path .. mark .. "anew=" .. number)
  end
end

function done(summary, latency)
  local errors = summary.errors
  local line = '{"rate":%.1f,"p50":%.3f,"p99":%.3f,"errors":%d}\n'
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(line:format(summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, failed))
end
