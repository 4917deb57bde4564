/**
 * # The old value that came back into the cache
 *
 * A cache beside a database. Who reads looks into the cache, asks the database if nothing is there, and puts
 * the answer into the cache for the next one. Who writes changes the database and then deletes the entry:
 *
 *     // read                                    // write
 *     let value = await cache.get(key)           await db.update(key, value)
 *     if (value === undefined) {                 await cache.delete(key)
 *       value = await db.read(key)
 *       await cache.set(key, value)
 *     }
 *
 * The engineers of Facebook described in 2013 what goes wrong with this, and what they built against it.
 *
 * ## What happens at once
 *
 * 1. `reader.get`: the reader finds nothing in the cache. (To find something changes nothing, and is left
 *    out.)
 * 2. `reader.query`: it reads the database.
 * 3. `reader.set`: it puts what it has read into the cache.
 * 4. `writer.update`: the writer makes a new version in the database.
 * 5. `writer.delete`: it deletes the entry.
 * 6. `evict`: the cache drops the entry to make room. This may happen at any time.
 * 7. With `fix` = lease, `expire`: the cache gives up waiting for the reader that was to fill the entry.
 *
 * ## The bad interleaving
 *
 * The reader finds nothing, reads version 1, and is held up. The writer makes version 2 and deletes the
 * entry, which is not there. The reader puts version 1 into the cache. Everything is quiet, and everybody
 * gets version 1 from now on.
 *
 * ## What helps
 *
 * - `fix` = add, setting only if nothing is there, looks like a comparison with what the reader has seen. It
 *   does not help at all, since nothing *is* there: "nothing, still" and "nothing, again" look the same.
 * - `fix` = lease is Facebook's. Who finds nothing gets a token. A deletion makes the token worthless, and
 *   the cache refuses to set with a worthless one. As long as a token is out, others who find nothing have
 *   to wait; so it also keeps a crowd of readers off the database.
 *
 * As in the `lease` story, the resource that is written to compares, at the moment at which it is written.
 *
 * ## Our assumptions
 *
 * - A deletion reaches the cache. If it gets lost, so does the invalidation, with or without tokens.
 * - A token is called by the number of the reader that has it, from 1; a reader has one at most. The cache
 *   takes back a token at any time (`expire`), and then gives one to somebody else.
 * - Readers read from the database itself, not from a copy of it that lags behind.
 * - Versions are numbered from 1. The writer makes `updates` new ones and no more; where that matters, raise the number.
 * - `add` is our example of a repair that is none.
 *
 * ## Source
 *
 * R. Nishtala and others, Scaling Memcache at Facebook, NSDI 2013, section 3.2.1:
 * https://nil.csail.mit.edu/6.824/2020/papers/memcache-fb.pdf
 */

import {
  all,
  count,
  goto,
  invariant,
  model,
  not,
  onlyIf,
  process,
  processes,
  proved,
  range,
  reachable,
  reached,
  state,
  step,
  variant,
  violated,
  when,
} from 'premortem'

export default model({
  name: 'memcache',
  params: {
    readers: count(2, 'clients that read'),
    updates: count(2, 'versions that the writer makes'),
    fix: variant(
      {
        none: 'the cache takes whatever is set',
        add: 'the cache takes it only if nothing is there',
        lease:
          'the cache takes it only with the token that it gave out, and that no deletion has made worthless',
      },
      'which values the cache takes',
    ),
  },
  build({ readers, updates, fix }) {
    const newest = updates + 1
    const version = range(0, newest) // 0 is "none"
    const database = state({ version: version.initially(1) })
    const cache = state({
      version,
      token: range(0, readers), // the reader that may fill the entry; 0 is "nobody"
    })
    const isEmpty = cache.version.is(0)
    const isLeasing = fix === 'lease'

    const reader = processes(readers, {
      locals: { seen: version },
      restsAt: ['get'],
      steps: ({ seen, index }) => {
        const me = index + 1
        const fill = cache.version.becomes(seen)
        const set = {
          none: fill,
          add: onlyIf(isEmpty, fill),
          lease: onlyIf(cache.token.is(me), fill, cache.token.becomes(0)),
        }
        return {
          get: step(when(isEmpty), isLeasing ? [when(cache.token.is(0)), cache.token.becomes(me)] : []),
          query: step(seen.becomes(database.version)),
          set: step(set[fix], seen.becomes(0), goto('get')),
        }
      },
    })

    const writer = process({
      restsAt: ['update'],
      steps: () => ({
        update: step(
          when(database.version.below(newest)),
          database.version.becomes(database.version.plus(1)),
        ),
        delete: step(cache.version.becomes(0), isLeasing ? cache.token.becomes(0) : [], goto('update')),
      }),
    })

    const isQuiet = writer.at('update').and(all(reader, (r) => r.at('get')))

    return {
      database,
      cache,
      reader,
      writer,
      evict: step(when(not(isEmpty)), cache.version.becomes(0)),
      ...(isLeasing ? { expire: step(when(cache.token.isNot(0)), cache.token.becomes(0)) } : {}),
      properties: {
        freshWhenQuiet: invariant(isQuiet.and(not(isEmpty)).implies(cache.version.is(database.version))),
        cachesTheLast: reachable(isQuiet.and(cache.version.is(newest))),
      },
    }
  },
  expect: [
    {
      verdicts: {
        freshWhenQuiet: violated(5),
        cachesTheLast: reached(7),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'add' },
      verdicts: {
        freshWhenQuiet: violated(5),
        cachesTheLast: reached(7),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'lease' },
      verdicts: { freshWhenQuiet: proved(), cachesTheLast: reached(7), deadlock: proved(), range: proved() },
    },
    {
      params: { fix: 'lease', readers: 3, updates: 3 },
      verdicts: { freshWhenQuiet: proved(), cachesTheLast: reached(9), deadlock: proved(), range: proved() },
    },
  ],
})
