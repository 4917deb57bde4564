import type { XmlElement } from './xml.js'

/** What an element may have: attributes (required ones with `!`), and children in any number. */
interface Rule {
  readonly attributes: readonly string[]
  readonly children: readonly string[]
  readonly hasText?: true
}

/** The rules of the JUnit schema that Jenkins and others go by (junit-10), written from its description. */
const RULES: Readonly<Record<string, Rule>> = {
  testsuites: {
    attributes: ['name', 'time', 'tests', 'failures', 'errors'],
    children: ['testsuite'],
  },
  testsuite: {
    attributes: [
      'name!',
      'tests!',
      'failures!',
      'errors!',
      'time',
      'skipped',
      'timestamp',
      'hostname',
      'id',
      'package',
    ],
    children: ['properties', 'testcase', 'system-out', 'system-err'],
  },
  properties: { attributes: [], children: ['property'] },
  property: { attributes: ['name!', 'value!'], children: [] },
  testcase: {
    attributes: ['name!', 'classname', 'time', 'group'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  skipped: { attributes: ['type', 'message'], children: [], hasText: true },
  error: { attributes: ['type', 'message'], children: [], hasText: true },
  failure: { attributes: ['type', 'message'], children: [], hasText: true },
  'system-out': { attributes: [], children: [], hasText: true },
  'system-err': { attributes: [], children: [], hasText: true },
}

/** What breaks the rules, and counts that do not agree with the tests. */
export function junitErrors(root: XmlElement): readonly string[] {
  const counts =
    root.name === 'testsuites' ? [root, ...root.children].flatMap(miscounts) : ['the root is no testsuites']
  return [...counts, ...errorsIn(root)]
}

function errorsIn({ name, attributes, children, text }: XmlElement): readonly string[] {
  const rule = RULES[name]
  if (rule === undefined) return [`<${name}> is unknown`]
  const allowed = rule.attributes.map((each) => each.replace('!', ''))
  return [
    ...Object.keys(attributes).flatMap((key) => (allowed.includes(key) ? [] : [`${key} in <${name}>`])),
    ...rule.attributes.flatMap((each) =>
      each.endsWith('!') && attributes[each.slice(0, -1)] === undefined
        ? [`<${name}> lacks ${each.slice(0, -1)}`]
        : [],
    ),
    ...['tests', 'failures', 'errors', 'skipped', 'time'].flatMap((key) =>
      attributes[key] === undefined || /^\d+(\.\d+)?$/.test(attributes[key]) ? [] : [`${key} is no number`],
    ),
    ...children.flatMap((child) =>
      rule.children.includes(child.name) ? [] : [`<${child.name}> in <${name}>`],
    ),
    ...(rule.hasText === true || text.trim() === '' ? [] : [`text in <${name}>`]),
    ...children.flatMap(errorsIn),
  ]
}

function miscounts(suite: XmlElement): readonly string[] {
  const tests = casesIn(suite)
  const outcomes = {
    tests: tests.length,
    failures: count(tests, 'failure'),
    errors: count(tests, 'error'),
    skipped: count(tests, 'skipped'),
  }
  return Object.entries(outcomes).flatMap(([key, number]) =>
    suite.attributes[key] === undefined || suite.attributes[key] === String(number)
      ? []
      : [`${key} is not ${String(number)}`],
  )
}

function casesIn({ children }: XmlElement): readonly XmlElement[] {
  return children.flatMap((child) =>
    child.name === 'testcase' ? [child] : child.name === 'testsuite' ? casesIn(child) : [],
  )
}

function count(tests: readonly XmlElement[], outcome: string): number {
  return tests.filter(({ children }) => children.some(({ name }) => name === outcome)).length
}
