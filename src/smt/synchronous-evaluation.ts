/** Runs a script in a context of Z3, given by its address, and returns what it printed. */
export type SynchronousEvaluation = (context: unknown, script: string) => string

/**
 * The way to call Z3's `Z3_eval_smtlib2_string` at once, on this thread, or undefined when the Emscripten module does not offer it.
 * The exports it takes are not documented, but a call costs less than a tenth of one through the documented asynchronous function,
 * which starts a thread and resolves by a timer.
 * @param em the Emscripten module. The returned function throws what the module throws.
 */
export function synchronousEvaluation(em: unknown): SynchronousEvaluation | undefined {
  if (!isSynchronous(em)) return undefined
  const encoder = new TextEncoder()
  return (context, script) => {
    const bytes = encoder.encode(script)
    const address = em._malloc(bytes.length + 1)
    em.HEAPU8.set(bytes, address)
    em.HEAPU8.fill(0, address + bytes.length, address + bytes.length + 1)
    const printed = em.UTF8ToString(em._Z3_eval_smtlib2_string(context, address))
    em._free(address)
    return printed
  }
}

interface SynchronousModule {
  /** Re-read at every use: the view is replaced when the memory moves. */
  readonly HEAPU8: Uint8Array
  _malloc(bytes: number): number
  _free(address: number): void
  _Z3_eval_smtlib2_string(context: unknown, script: number): number
  UTF8ToString(address: number): string
}

const functions = ['_malloc', '_free', '_Z3_eval_smtlib2_string', 'UTF8ToString']

/** Looks without reading: what a module does not export may be a getter that aborts it. */
function isSynchronous(em: unknown): em is SynchronousModule {
  if (typeof em !== 'object' || em === null) return false
  const value = (name: string): unknown => Object.getOwnPropertyDescriptor(em, name)?.value
  return value('HEAPU8') instanceof Uint8Array && functions.every((name) => typeof value(name) === 'function')
}
