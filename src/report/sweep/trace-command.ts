import type { PropertyResult } from '../../engine/verdict.js'
import type { SweepRow } from '../../run/sweep.js'

/** The words of the command that shows the trace of a case; undefined where it has none. */
export function traceCommand(
  named: string,
  { params }: Pick<SweepRow, 'params'>,
  { property, verdict }: PropertyResult,
): readonly string[] | undefined {
  if (verdict.kind !== 'violated' && verdict.kind !== 'reached') return undefined
  return [
    'premortem check',
    shellWord(named),
    ...Object.entries(params).map(([name, value]) => `--param ${shellWord(`${name}=${String(value)}`)}`),
    `--property ${shellWord(property)}`,
    `--depth ${String(verdict.depth)}`,
  ]
}

/** A word as a shell takes it literally. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
