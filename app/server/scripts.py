"""What happens to tasks in Redis in one go, as its scripts: nobody sees half of a change, and an end is written once.

Keys, all behind ``fichario:``::

    task:<id>       what is known of a task (a hash); what is written so far is in its fields ``field:<name>``
    events:<id>     what happens to it (a stream)
    open            tasks that have not ended, by their last sign of life (a sorted set)
    open:<owner>    those of one key
    batch:<id>      the tasks of a batch, and whose they are (a hash)
    asked:<owner>:<name>  the task of what a key asked for under a name of its own
    totals          figures since ever (a hash)
    worker:<name>   a worker that lives, for half a minute more

Times are the Redis server's own: the clocks of front and workers need not agree.
"""

from typing import Final

OPEN: Final = "fichario:open"
TOTALS: Final = "fichario:totals"
PROTOCOL: Final = 2
"""Version of Redis' own, in which every version of its client has the same forms for answers."""

_HEAD: Final = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local function ended(task)
  local state = redis.call('HGET', task, 'state')
  return (not state) or state == 'SUCCESS' or state == 'FAILURE' or state == 'REVOKED'
end
"""

CREATE: Final = (
    _HEAD
    + """
-- KEYS: open, open:<owner>; ARGV: limit of all, of one, seconds to live, seconds kept, owner, date,
-- then a name or nothing, and id, request, model, priority of each
local all, own, life = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local count, named = (#ARGV - 7) / 4, 'fichario:asked:' .. ARGV[5] .. ':' .. ARGV[7]
if ARGV[7] ~= '' then
  local known = redis.call('GET', named)
  local state = known and redis.call('HGET', 'fichario:task:' .. known, 'state')
  if state and state ~= 'FAILURE' and state ~= 'REVOKED' then return known end
end
for _, key in ipairs(KEYS) do redis.call('ZREMRANGEBYSCORE', key, '-inf', now - life) end
if redis.call('ZCARD', KEYS[1]) + count > all or redis.call('ZCARD', KEYS[2]) + count > own then return false end
if ARGV[7] ~= '' then redis.call('SET', named, ARGV[8], 'EX', life) end
for at = 8, #ARGV, 4 do
  local task = 'fichario:task:' .. ARGV[at]
  redis.call('HSET', task, 'kept', ARGV[4], 'owner', ARGV[5], 'created', ARGV[6], 'asked', now, 'state', 'PENDING',
    'request', ARGV[at + 1], 'model', ARGV[at + 2], 'priority', ARGV[at + 3])
  redis.call('EXPIRE', task, life)
  for _, key in ipairs(KEYS) do redis.call('ZADD', key, now, ARGV[at]) end
end
return ARGV[8]
"""
)
"""Take tasks in, all or none; returns the first, or that of the same name which is there; nothing where it is full."""

BEGIN: Final = (
    _HEAD
    + """
-- KEYS: task, events, open; ARGV: id
if ended(KEYS[1]) then return false end
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(field, 1, 6) == 'field:' then redis.call('HDEL', KEYS[1], field) end
end
redis.call('HSET', KEYS[1], 'state', 'STARTED')
redis.call('ZADD', KEYS[3], 'XX', now, ARGV[1])
redis.call('XADD', KEYS[2], 'MAXLEN', '~', 500, '*', 'event', 'started', 'data', '{}')
redis.call('EXPIRE', KEYS[2], redis.call('TTL', KEYS[1]))
local waited = now - tonumber(redis.call('HGET', KEYS[1], 'asked'))
local attempts = redis.call('HINCRBY', KEYS[1], 'attempts', 1)
local request, owner, losses, failures =
  unpack(redis.call('HMGET', KEYS[1], 'request', 'owner', 'losses', 'failures'))
return {request, owner, tostring(waited), attempts, tonumber(losses or 0), tonumber(failures or 0)}
"""
)
"""A worker takes a task up; false where it has ended, or its time is over."""

RISK: Final = (
    _HEAD
    + """
-- KEYS: task, events, open; ARGV: id
if ended(KEYS[1]) then return 0 end
redis.call('ZADD', KEYS[3], 'XX', now, ARGV[1])
redis.call('HINCRBY', KEYS[1], 'losses', 1)
return 1
"""
)
"""Count a task's worker as lost over it, until it says otherwise; 0 where nobody wants it any more."""

TELL: Final = (
    _HEAD
    + """
-- KEYS: task, events, open; ARGV: id, number of events, then name and data of each, then name and value of each field
if ended(KEYS[1]) then return 0 end
redis.call('ZADD', KEYS[3], 'XX', now, ARGV[1])
local last = 2 + 2 * tonumber(ARGV[2])
for at = 3, last, 2 do
  redis.call('XADD', KEYS[2], 'MAXLEN', '~', 500, '*', 'event', ARGV[at], 'data', ARGV[at + 1])
end
if last > 2 then redis.call('HSET', KEYS[1], 'state', 'PROGRESS') end
for at = last + 1, #ARGV, 2 do redis.call('HSET', KEYS[1], 'field:' .. ARGV[at], ARGV[at + 1]) end
return 1
"""
)
"""Give a sign of life and tell what happened; 0 where nobody wants it any more."""

AGAIN: Final = (
    _HEAD
    + """
-- KEYS: task, events, open; ARGV: id, why, 1 where that was the end of an engine
if ended(KEYS[1]) then return 0 end
redis.call('HSET', KEYS[1], 'state', 'PENDING')
if ARGV[3] ~= '1' then
  redis.call('HINCRBY', KEYS[1], 'losses', -1)
  redis.call('HINCRBY', KEYS[1], 'failures', 1)
end
redis.call('ZADD', KEYS[3], 'XX', now, ARGV[1])
redis.call('XADD', KEYS[2], 'MAXLEN', '~', 500, '*', 'event', 'waiting', 'data', ARGV[2])
return 1
"""
)
"""Let a task wait again; 0 where it has ended."""

FINISH: Final = (
    _HEAD
    + """
-- KEYS: task, events, open, totals; ARGV: id, state, what it leaves, that as JSON, event, its data, kind
if ended(KEYS[1]) then return 0 end
redis.call('HSET', KEYS[1], 'state', ARGV[2], ARGV[3], ARGV[4])
redis.call('XADD', KEYS[2], 'MAXLEN', 1, '*', 'event', ARGV[5], 'data', ARGV[6])
redis.call('ZREM', KEYS[3], ARGV[1])
redis.call('ZREM', 'fichario:open:' .. redis.call('HGET', KEYS[1], 'owner'), ARGV[1])
local kept = redis.call('HGET', KEYS[1], 'kept')
redis.call('EXPIRE', KEYS[1], kept)
redis.call('EXPIRE', KEYS[2], kept)
redis.call('HINCRBY', KEYS[4], 'tasks:' .. ARGV[2], 1)
if ARGV[7] ~= '' then redis.call('HINCRBY', KEYS[4], 'failures:' .. ARGV[7], 1) end
return 1
"""
)
"""Write a task's end, once: 0 where it had one already."""

SILENT: Final = (
    _HEAD
    + """
-- KEYS: open; ARGV: seconds
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - tonumber(ARGV[1]), 'LIMIT', 0, 100)
"""
)
"""Tasks that have not ended and of which nothing was heard for so long."""

PLACE: Final = (
    _HEAD
    + """
-- KEYS: vectors, seen; ARGV: the most that are kept, seconds kept, then photo and vector of each
for at = 3, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[at], ARGV[at + 1])
  redis.call('ZADD', KEYS[2], now, ARGV[at])
end
local over = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[1])
if over > 0 then
  for _, photo in ipairs(redis.call('ZRANGE', KEYS[2], 0, over - 1)) do redis.call('HDEL', KEYS[1], photo) end
  redis.call('ZREMRANGEBYRANK', KEYS[2], 0, over - 1)
end
for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, ARGV[2]) end
return 1
"""
)
"""Keep vectors, and no more of them than may be: the oldest go."""


def task_key(task: str) -> str:
    """Where a task is."""
    return f"fichario:task:{task}"


def events_key(task: str) -> str:
    """Where what happens to it is."""
    return f"fichario:events:{task}"


def batch_key(batch: str) -> str:
    """Where a batch is."""
    return f"fichario:batch:{batch}"


def worker_key(worker: str) -> str:
    """Where a worker says that it lives."""
    return f"fichario:worker:{worker}"


def keys_of(task: str) -> list[str]:
    """What the scripts about one task are given."""
    return [task_key(task), events_key(task), OPEN]
