import { confirm } from '../engine/confirm.js'
import type { EngineEvent } from '../engine/engine.js'
import { ENGINES } from '../engine/engines.js'
import { SelfCheckError } from '../engine/self-check-error.js'
import type { PropertyResult } from '../engine/verdict.js'
import { ModelError } from '../ir/model-error.js'
import type { TransitionSystem } from '../ir/system.js'
import { validate } from '../ir/validate.js'
import { DEFAULT_SOLVER } from './message.js'
import { Worker, WorkerFailure, type Ending } from './worker.js'

export interface CheckOptions {
  /** How many steps deep to look. Default 20. */
  readonly depth?: number
  /** The properties to decide, by name. Default: all that the system has. */
  readonly properties?: readonly string[]
  /** `auto` (default), or an engine's name. */
  readonly engine?: string
  /** `wasm` (default), `z3`, `cvc5`, or the path of an SMT-LIB 2 solver. */
  readonly solver?: string
  /** Seconds after which what is established is reported and the rest is undecided. Default: no limit. */
  readonly timeout?: number
  /** Interrupts the check: what is established is reported, the rest is undecided. */
  readonly signal?: AbortSignal
  /** Told about progress and about each verdict as soon as it stands. Its trace is already replayed. */
  readonly onEvent?: (event: EngineEvent) => void
  /** A worker started beforehand with the same solver, to save time. It is used up. */
  readonly worker?: Worker
}

export interface CheckReport {
  /** With the properties that were asked for. */
  readonly system: TransitionSystem
  /** As asked for. */
  readonly depth: number
  /** One for each property, in the system's order. */
  readonly results: readonly PropertyResult[]
  /** The check was cut short by the signal or the timeout. */
  readonly stopped?: 'interrupted' | 'timeout'
}

export { DEFAULT_SOLVER }
export const DEFAULT_DEPTH = 20

/** A worker that died is tried again once: memory may have been short for a moment. */
const ATTEMPTS = 2

/**
 * Decides a system's properties in a child process. Every counterexample and witness has been replayed by the reference interpreter.
 * @throws ModelError when the system is not well formed or a property is unknown.
 * @throws SelfCheckError when an answer does not stand the replay.
 * @throws RangeError for a depth, timeout or engine that cannot be.
 */
export async function check(system: TransitionSystem, options: CheckOptions = {}): Promise<CheckReport> {
  const depth = options.depth ?? DEFAULT_DEPTH
  const engine = options.engine === undefined || options.engine === 'auto' ? 'bmc' : options.engine
  requireSensible(depth, engine, options.timeout)
  const asked = withProperties(system, options.properties)
  validate(asked)

  const started = performance.now()
  const progress = new Progress(asked)
  let ending: Ending = { kind: 'killed' }
  let stopped: CheckReport['stopped']
  let worker = options.worker
  const stop = (reason: NonNullable<CheckReport['stopped']>): void => {
    stopped ??= reason
    worker?.kill()
  }
  const interrupt = (): void => {
    stop('interrupted')
  }
  options.signal?.addEventListener('abort', interrupt)
  const timer =
    options.timeout === undefined
      ? undefined
      : setTimeout(() => {
          stop('timeout')
        }, options.timeout * 1000)
  if (options.signal?.aborted === true) interrupt()
  try {
    for (
      let attempt = 1;
      attempt <= ATTEMPTS && stopped === undefined && progress.open.length > 0;
      attempt++
    ) {
      const solver = options.solver ?? DEFAULT_SOLVER
      const running = attempt === 1 && worker !== undefined ? worker : new Worker(solver)
      worker = running
      const job = { system: { ...asked, properties: progress.open }, engine, depth, solver }
      ending = await running.run(job, (event) => {
        options.onEvent?.(progress.record(event))
      })
      if (ending.kind !== 'died') break
    }
  } catch (error) {
    throw error instanceof WorkerFailure && error.failure.name === 'SelfCheckError'
      ? new SelfCheckError(error.message)
      : error
  } finally {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', interrupt)
    worker?.kill()
  }
  const seconds = (performance.now() - started) / 1000
  const reason = stopped ?? (ending.kind === 'died' ? ending.reason : 'the engine gave no verdict')
  return {
    system: asked,
    depth,
    results: progress.results(engine, seconds, reason),
    ...(stopped === undefined ? {} : { stopped }),
  }
}

/** What a worker has established so far. */
class Progress {
  private readonly settled = new Map<string, PropertyResult>()
  private readonly safeDepths = new Map<string, number>()

  constructor(private readonly system: TransitionSystem) {}

  get open(): TransitionSystem['properties'] {
    return this.system.properties.filter(({ name }) => !this.settled.has(name))
  }

  record(event: EngineEvent): EngineEvent {
    if (event.kind === 'depth') {
      for (const property of event.properties) this.safeDepths.set(property, event.depth)
      return event
    }
    const result = confirm(this.system, event.result)
    this.settled.set(result.property, result)
    return { kind: 'verdict', result }
  }

  results(engine: string, seconds: number, reason: string): readonly PropertyResult[] {
    return this.system.properties.map(
      ({ name, kind }) =>
        this.settled.get(name) ?? {
          property: name,
          kind,
          verdict: { kind: 'undecided', depth: this.safeDepths.get(name) ?? null, reason },
          engine,
          seconds,
        },
    )
  }
}

function withProperties(system: TransitionSystem, names: readonly string[] | undefined): TransitionSystem {
  if (names === undefined) return system
  const known = system.properties.map(({ name }) => name)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new ModelError(
      'unknown-property',
      `${system.name} has no property named ${unknown}.`,
      `Ask for one of: ${known.join(', ')}.`,
    )
  }
  return { ...system, properties: system.properties.filter(({ name }) => names.includes(name)) }
}

function requireSensible(depth: number, engine: string, timeout: number | undefined): void {
  if (!Number.isSafeInteger(depth) || depth < 0) {
    throw new RangeError(`the depth must be a whole number of steps, 0 or more, not ${String(depth)}`)
  }
  if (!ENGINES.has(engine)) {
    throw new RangeError(`there is no engine ${engine}; there are auto, ${[...ENGINES.keys()].join(', ')}`)
  }
  if (timeout !== undefined && !(timeout > 0)) {
    throw new RangeError(`the timeout must be a positive number of seconds, not ${String(timeout)}`)
  }
}
