import type { TextLayout } from '../report/check/check-text.js'
import { UsageError } from './usage-error.js'

/** What every command that looks at a model can be told. */
export interface ModelFlags {
  readonly param?: readonly string[]
  readonly property?: readonly string[]
  readonly inv?: readonly string[]
  readonly invariant?: readonly string[]
  readonly verbose?: boolean
}

/** What every command that reports can be told. */
export interface ReportFlags {
  readonly format?: readonly string[]
  readonly out?: readonly string[]
  /** Only of the commands that have ITF. */
  readonly outItf?: readonly string[]
  readonly quiet?: boolean
  readonly verbose?: boolean
  readonly color: boolean
}

/** The depth under any of its names. */
export interface DepthFlags<Depth> {
  readonly depth?: Depth
  readonly length?: Depth
  readonly maxSteps?: Depth
}

/** What a command that runs a solver can be told. */
export interface SolvingFlags {
  readonly engine?: string
  readonly solver?: string
  readonly confirmWith?: string
  readonly timeout?: number
}

/** @throws UsageError when it is given under two names. */
export function depthOf<Depth>({ depth, length, maxSteps }: DepthFlags<Depth>): Depth | undefined {
  const [first, second] = [depth, length, maxSteps].filter((given) => given !== undefined)
  if (second === undefined) return first
  throw new UsageError('The depth is given twice: --length and --max-steps mean --depth.', 'Give it once.')
}

/** How much a text tells: a trace for each property that was asked for by name, or the gravest only. */
export function detailOf(flags: ModelFlags & ReportFlags): Pick<TextLayout, 'detail' | 'stories'> {
  const full = flags.verbose === true
  return {
    detail: flags.quiet === true ? 'brief' : full ? 'full' : 'usual',
    stories: full || propertiesOf(flags).length > 0 ? 'all' : 'gravest',
  }
}

/** The properties asked for, under any of the option's names. */
export function propertiesOf({ property = [], inv = [], invariant = [] }: ModelFlags): readonly string[] {
  return [...new Set([...property, ...inv, ...invariant])]
}
