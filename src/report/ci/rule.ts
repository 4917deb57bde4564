/** What each kind of finding means, by its rule. */
export const RULES: Readonly<Record<string, string>> = Object.freeze({
  invariant: 'An invariant does not hold in every reachable state.',
  transition: 'A property of steps does not hold for every step.',
  deadlock: 'No step is possible, and not every process is where it may end.',
  range: 'A value leaves its range, or is not defined.',
  undecided: 'It is not known whether the property holds.',
  'no-start': 'No state satisfies the assumptions on the start, so everything holds.',
  'never-enabled': 'A step that is never possible.',
  vacuous: 'A property that holds because its condition is never true.',
  'unreached-goal': 'A goal that no execution reaches.',
  unconfirmed: 'A verdict that a second solver was to confirm, and has not confirmed.',
})
