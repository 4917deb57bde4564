/**
 * # Two tabs, one refresh token
 *
 * A browser is logged in by a pair of tokens. The access token is good for some minutes. When it has run
 * out, the refresh token buys a new pair. It can be used once: with each use the old one dies, and the new
 * one takes its place in the browser's cookie.
 *
 *     // a tab                                        // the server
 *     const old = cookie.get()                        const row = await db.find(old)
 *     const answer = await redeem(old)                if (row.used) await db.revokeFamily(row)
 *     if (answer.ok) cookie.set(answer.token)         await db.update(old, { used: true })
 *     else cookie.clear()                             await db.insert(successor)
 *
 * A refresh token that comes a second time may have been stolen. So the server revokes whatever has come of
 * it, and the user has to log in again. Now the user has two tabs open, and both find at the same moment
 * that the access token has run out. Several libraries for logging in have had this race.
 *
 * ## What happens at once
 *
 * 1. `tab.read`: the tab reads the refresh token from the cookie.
 * 2. `tab.look`: the server, asked by the tab, looks the token up. If it is used, all tokens of the family
 *    are revoked, and the tab is told so.
 * 3. `tab.rotate`: the server marks the token as used, and makes the next one. With every `fix`, `look` and
 *    `rotate` are one step, `tab.redeem`.
 * 4. `tab.store`: the tab puts the new token into the cookie.
 * 5. `tab.logOut`: the tab has been refused, and clears the cookie.
 *
 * ## The bad interleavings
 *
 * - `oneLiveToken`: both tabs read token 1. For both the server looks it up, and it is not used. Then it
 *   makes two successors. Both are live: one token has become two.
 * - `staysLoggedIn`: both tabs read token 1. One gets token 2 for it. The other comes with token 1, which is
 *   used now: theft! All tokens are revoked. Nobody has stolen anything, and the user is logged out.
 *
 * ## What helps
 *
 * - `fix` = claim, looking and marking in one step (`UPDATE ... WHERE used = false`), leaves one live token,
 *   at every depth. The user is logged out as before.
 * - `fix` = forgive, not to revoke the family, is the trap. The tab that lost is refused, as it should be,
 *   and clears the cookie, into which the tab that won has just put token 2. 6 steps instead of 4, and the
 *   user is logged out. (It also gives up noticing theft.)
 * - `fix` = grace gives the same successor again to whoever comes with a token that has only just been used.
 *   That settles it for tabs that refresh once. With `refreshes` = 2 the user is logged out in 7 steps: a tab
 *   that sleeps between reading and redeeming, while the other one refreshes twice, is still taken for a
 *   thief. The window has become small; it is a matter of time.
 * - `fix` = single-flight lets one tab refresh at a time. The others wait, and read the cookie afterwards.
 *   Both properties are proved.
 *
 * The first race is the server's, the second the client's. To repair one of them does nothing for the other.
 *
 * ## Our assumptions
 *
 * - There is no thief. What each repair does to a real one is not asked here.
 * - The server answers, and tabs do not crash between `redeem` and `store`. Where an answer is lost, `grace`
 *   is what helps, and not `single-flight`.
 * - Each tab refreshes up to `refreshes` times. Where that matters, raise the number.
 * - `grace`: "just used" means that the successor has not been used yet. Real servers go by seconds.
 * - `single-flight`: some lock that all tabs share. Within one process a shared promise is enough.
 * - Logged out means: the family is revoked, or the cookie is empty with no refresh under way.
 *
 * ## Sources
 *
 * - Two tabs: https://github.com/workos/authkit-nextjs/issues/28,
 *   https://github.com/sidebase/nuxt-auth/issues/239 and
 *   https://github.com/immutable/ts-immutable-sdk/pull/2865
 * - Two live tokens from one, repaired by a conditional update: https://github.com/nirholas/three.ws/pull/6
 * - The loser that clears the winner's cookie, noticed in a review:
 *   https://github.com/ScaleOvenStove/crosswithfriends/pull/566
 */

import {
  all,
  array,
  atMostOne,
  count,
  each,
  flag,
  goto,
  invariant,
  model,
  not,
  onlyIf,
  processes,
  proved,
  range,
  reachable,
  reached,
  some,
  state,
  step,
  variant,
  violated,
  when,
} from 'premortem'

export default model({
  name: 'refresh-token',
  params: {
    tabs: count(2, 'tabs that share a cookie'),
    refreshes: count(1, 'times that each tab refreshes'),
    fix: variant(
      {
        none: 'the server looks a token up, and marks it as used in a later step',
        claim: 'the server looks and marks in one step',
        forgive: 'as claim, and a used token is refused without revoking its family',
        grace: 'as claim, and a token that has just been used gets the same successor again',
        'single-flight': 'as claim, and the tabs refresh one at a time',
      },
      'what is done about tabs that refresh together',
    ),
  },
  build({ tabs, refreshes, fix }) {
    const tokens = 1 + tabs * refreshes
    const token = range(0, tokens) // 0 is "none"
    const cookie = state(token.initially(1))
    const server = state({
      newest: range(1, tokens),
      live: array(range(1, tokens), flag()).initially(Array.from({ length: tokens }, (_, i) => i === 0)),
    })
    const refreshing = state(flag()) // with `single-flight`: a tab is at it
    const isSingle = fix === 'single-flight'

    const tab = processes(tabs, {
      locals: { token, refreshes: range(0, refreshes) },
      restsAt: ['read'],
      steps: ({ token: mine, refreshes: soFar }) => {
        const isLive = server.live.at(mine)
        const issue = [
          server.live.at(mine).becomes(false),
          server.live.at(server.newest.plus(1)).becomes(true),
          server.newest.becomes(server.newest.plus(1)),
          mine.becomes(server.newest.plus(1)),
        ]
        const revokeFamily = each(server.live, (live) => live.becomes(false))
        const refuse = [fix === 'forgive' ? [] : revokeFamily, goto('logOut')]
        const isJustUsed = mine.is(server.newest.minus(1)).and(server.live.at(server.newest))
        const refuseUsed =
          fix === 'grace'
            ? onlyIf(isJustUsed, mine.becomes(server.newest), goto('store')).otherwise(refuse)
            : refuse
        const end = [mine.becomes(0), isSingle ? refreshing.becomes(false) : [], goto('read')]

        const read = step(
          when(cookie.isNot(0), soFar.below(refreshes)),
          isSingle ? [when(not(refreshing)), refreshing.becomes(true)] : [],
          mine.becomes(cookie),
          soFar.becomes(soFar.plus(1)),
        )
        const store = step(cookie.becomes(mine), end)
        const logOut = step(cookie.becomes(0), end)

        return fix === 'none'
          ? {
              read,
              look: step(onlyIf(not(isLive), refuse)),
              rotate: step(issue),
              store,
              logOut,
            }
          : {
              read,
              redeem: step(onlyIf(isLive, issue, goto('store')).otherwise(refuseUsed)),
              store,
              logOut,
            }
      },
    })

    const isQuiet = all(tab, (t) => t.at('read'))

    return {
      cookie,
      server,
      refreshing,
      tab,
      properties: {
        oneLiveToken: invariant(atMostOne(server.live)),
        staysLoggedIn: invariant(some(server.live).and(isQuiet.implies(cookie.isNot(0)))),
        bothRefresh: reachable(
          isQuiet.and(
            all(tab, (t) => t.refreshes.above(0)),
            server.newest.is(3),
          ),
        ),
      },
    }
  },
  expect: [
    {
      verdicts: {
        oneLiveToken: violated(6),
        staysLoggedIn: violated(5),
        bothRefresh: reached(8),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'claim' },
      verdicts: {
        oneLiveToken: proved(),
        staysLoggedIn: violated(4),
        bothRefresh: reached(6),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'forgive' },
      verdicts: {
        oneLiveToken: proved(),
        staysLoggedIn: violated(6),
        bothRefresh: reached(6),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'grace' },
      verdicts: {
        oneLiveToken: proved(),
        staysLoggedIn: proved(),
        bothRefresh: reached(6),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'grace', refreshes: 2 },
      verdicts: { oneLiveToken: proved(), staysLoggedIn: violated(7) },
    },
    {
      params: { fix: 'single-flight' },
      verdicts: {
        oneLiveToken: proved(),
        staysLoggedIn: proved(),
        bothRefresh: reached(6),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'single-flight', refreshes: 2 },
      verdicts: { oneLiveToken: proved(), staysLoggedIn: proved() },
    },
  ],
})
