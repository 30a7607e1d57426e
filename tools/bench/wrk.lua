-- Prints what was measured as one line of JSON, times in milliseconds.
function done(summary, latency)
  local errors = summary.errors
  local line = '{"rate":%.1f,"p50":%.3f,"p99":%.3f,"errors":%d}\n'
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(line:format(summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, failed))
end
