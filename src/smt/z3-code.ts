import { readFileSync } from 'node:fs'

/**
 * Compiles Z3's WebAssembly in the background, while its JavaScript is still being read, and gives Emscripten's module the result by
 * the hook that it has for this (`instantiateWasm`). Left to itself the module would begin when all the JavaScript has run.
 * @returns settings for the module. @throws when the file cannot be read or is no WebAssembly.
 */
export async function compileZ3(file: string): Promise<Record<string, unknown>> {
  const code = await WebAssembly.compile(readFileSync(file))
  const instantiateWasm = (imports: object, receive: (instance: object, code: unknown) => void): object => {
    // The functions that receive it are defined further down in the JavaScript that calls this.
    queueMicrotask(() => {
      const instance = new WebAssembly.Instance(code, imports)
      rememberEntries(instance.exports.__indirect_function_table)
      receive(instance, code)
    })
    return {}
  }
  return { instantiateWasm }
}

/**
 * Lets the table of functions remember what it has given. Z3 was compiled so that each call that may throw, millions of them, looks a
 * function up by way of JavaScript, and an assertion looks it up again.
 */
function rememberEntries(table: unknown): void {
  if (!(table instanceof WebAssembly.Table)) return
  const read = table.get.bind(table)
  const known: unknown[] = []
  const forgetful =
    <Arguments extends readonly unknown[], Result>(change: (...given: Arguments) => Result) =>
    (...given: Arguments): Result => {
      known.length = 0
      return change(...given)
    }
  Object.assign(table, {
    get: (place: number): unknown => (known[place] ??= read(place)),
    set: forgetful(table.set.bind(table)),
    grow: forgetful(table.grow.bind(table)),
  })
}

/** What is used of a global object that the types for Node leave out. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<unknown>
  readonly Instance: new (
    code: unknown,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, unknown>> }
  readonly Table: new (description: never) => {
    get(place: number): unknown
    set(place: number, entry: unknown): void
    grow(by: number): number
  }
}
