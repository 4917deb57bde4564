import { describe, expect, it } from 'vitest'
import type { TransitionSystem } from '../../../src/ir/system.js'
import { compareText, type ComparisonOutcome } from '../../../src/report/compare/compare-text.js'
import { displayWidth } from '../../../src/report/line/display-width.js'
import { createPalette } from '../../../src/report/line/palette.js'
import { fatesOf } from '../../../src/run/compare/fate.js'
import type { CheckedSide } from '../../../src/run/compare/comparison.js'
import { decided, followed } from './following.js'
import { hotel } from './hotel.js'

/** What the hotel's names, and the labels of its fixes, are called instead. */
type Names = Readonly<Record<string, string>>

const UNICODE: Names = {
  guest: 'клиент',
  free: '状態',
  saw: '見た',
  look: '見る',
  take: 'взять',
  sign: 'si\u0301gn',
  enough: 'всемХватает',
  full: '満室',
  'fix=none': 'модели/до.ts',
  'fix=look-again': 'модели/再確認.ts',
}
/** Of the same widths on the screen. */
const ASCII: Names = {
  guest: 'client',
  free: 'room',
  saw: 'seen',
  look: 'sees',
  take: 'takes',
  sign: 'note',
  enough: 'enoughRooms',
  full: 'gone',
  'fix=none': 'models/as.ts',
  'fix=look-again': 'models/again1.ts',
}
const LONG: Names = {
  guest: 'theVeryImportantGuestOfTheHotel',
  look: 'looksAtTheBoardBehindTheDesk',
  take: 'takesTheOnlyRoomThatIsLeft',
  enough: 'thereAreAsManyRoomsAsThereHaveToBe',
  'fix=none': 'models/of/the/reservation/as-it-was-before.ts',
  'fix=look-again': 'models/of/the/reservation/as-it-is-now.ts',
}

/** The system with all names in it replaced, wherever they stand; not its places. */
function renamed(system: TransitionSystem, names: Names): TransitionSystem {
  const pattern = new RegExp(`\\b(?:${Object.keys(names).join('|')})\\b`, 'g')
  const rename = (text: string): string => text.replace(pattern, (name) => names[name] ?? name)
  const renamedPart = (part: unknown): unknown => {
    if (typeof part === 'string') return rename(part)
    if (Array.isArray(part)) return part.map(renamedPart)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(
      Object.entries(part).map(([key, value]) => [
        rename(key),
        key === 'source' ? value : renamedPart(value),
      ]),
    )
  }
  return Object.keys(names).length === 0 ? system : (renamedPart(system) as TransitionSystem)
}

async function sideOf(fix: string, names: Names): Promise<CheckedSide> {
  const system = renamed(hotel.instantiate({ fix }), names)
  const label = `fix=${fix}`
  const report = { system, depth: 20, results: await decided(system), warnings: [] }
  return { label: names[label] ?? label, report }
}

/** A comparison of these fixes that needs no solver. */
async function outcomeOf(fixes: readonly string[], names: Names): Promise<ComparisonOutcome> {
  const broken = await sideOf('none', names)
  const steps = ['look', 'take'].map((step) => `${names.guest ?? 'guest'}.${names[step] ?? step}`)
  const candidates = await Promise.all(
    fixes.map(async (fix) => {
      const fixed = await sideOf(fix, names)
      return {
        ...fixed,
        fates: fatesOf(broken.report.results, fixed.report.results),
        replays: await followed(broken.report.system, fixed.report.system),
        work: { steps, goals: [names.full ?? 'full'], unsettled: [], lost: [], unseen: [], absent: [] },
      }
    }),
  )
  const subject = { model: 'hotel', params: { guests: 2, rooms: 1 } }
  return { subject, parameter: 'fix', comparison: { broken, candidates } }
}

const PLAIN = createPalette({ color: false })
const WIDTHS = [60, 80, 120, 200]
const FIXES = [['look-again'], ['no-look'], ['queue'], ['look-again', 'queue', 'sign', 'no-look']]
const DETAILS = ['brief', 'usual', 'full'] as const

function textOf(outcome: ComparisonOutcome, width: number, detail: (typeof DETAILS)[number]): string {
  return compareText(outcome, {
    width,
    palette: PLAIN,
    detail,
    showPlace: ({ line }) => `hotel.ts:${String(line)}`,
  })
}

describe.each(FIXES)('a comparison of fixes, %s and so on', (...fixes) => {
  it.each([
    ['short', {}],
    ['Unicode', UNICODE],
    ['long', LONG],
  ])('has no line that is wider than the screen, with %s names', async (_, names) => {
    const outcome = await outcomeOf(fixes, names)
    for (const width of WIDTHS) {
      for (const detail of DETAILS) {
        const wide = textOf(outcome, width, detail)
          .split('\n')
          .filter((line) => displayWidth(line) > width && line.trim().includes(' '))
        expect(wide, `${String(width)} columns, ${detail}`).toEqual([])
      }
    }
  })

  it('is laid out by what names take on the screen', async () => {
    const [outcome, plain] = await Promise.all([outcomeOf(fixes, UNICODE), outcomeOf(fixes, ASCII)])
    const toAscii = new Map(Object.entries(UNICODE).map(([name, told]) => [told, ASCII[name] ?? '']))
    for (const [told, ascii] of toAscii) expect(displayWidth(told)).toBe(ascii.length)
    for (const width of WIDTHS) {
      for (const detail of DETAILS) {
        const text = textOf(outcome, width, detail)
        const translated = [...toAscii].reduce((rest, [told, ascii]) => rest.replaceAll(told, ascii), text)
        expect(translated, `${String(width)} columns, ${detail}`).toBe(textOf(plain, width, detail))
      }
    }
  })
})

it('makes a list of the verdicts where the screen is too narrow for a table', async () => {
  const fixes = ['look-again', 'sign']
  const [head = '', list = ''] = textOf(await outcomeOf(fixes, LONG), 60, 'usual').split('\n\n')
  expect(head).toBe('hotel  guests=2 rooms=1')
  expect(`\n${list}\n`).toMatchInlineSnapshot(`
    "
      thereAreAsManyRoomsAsThereHaveToBe
        models/of/the/reservation/as-it-was-before.ts: in 4
        steps
        models/of/the/reservation/as-it-is-now.ts: never
        fix=sign: never
      full
        models/of/the/reservation/as-it-was-before.ts: in 2
        steps
        models/of/the/reservation/as-it-is-now.ts: in 2 steps
        fix=sign: in 2 steps
      deadlock
        models/of/the/reservation/as-it-was-before.ts: never
        models/of/the/reservation/as-it-is-now.ts: never
        fix=sign: never
      range
        models/of/the/reservation/as-it-was-before.ts: never
        models/of/the/reservation/as-it-is-now.ts: never
        fix=sign: never
    "
  `)
})

it('drops places and breaks names where a trace is too narrow for both', async () => {
  const text = textOf(await outcomeOf(['look-again'], LONG), 50, 'usual')
  const [, , , trace = ''] = text.split('\n\n')
  expect(`\n${trace}\n`).toMatchInlineSnapshot(`
    "
      0  free = 1, sign = 0, desk = false,
         theVeryImportantGuestOfTheHotel[0,1].saw =
         false
      1  theVeryImportantGuestOfTheHotel[0].looksAtThe
         BoardBehindTheDesk
         desk false -> true,
         theVeryImportantGuestOfTheHotel[0].saw false
         -> true
      2  theVeryImportantGuestOfTheHotel[1].looksAtThe
         BoardBehindTheDesk
         theVeryImportantGuestOfTheHotel[1].saw false
         -> true
      3  theVeryImportantGuestOfTheHotel[0].takesTheOn
         lyRoomThatIsLeft
         free 1 -> 0
      4  theVeryImportantGuestOfTheHotel[1].takesTheOn
         lyRoomThatIsLeft
    "
  `)
})
