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
      receive(new WebAssembly.Instance(code, imports), code)
    })
    return {}
  }
  return { instantiateWasm }
}

/** What is used of a global object that the types for Node leave out. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<unknown>
  readonly Instance: new (code: unknown, imports: object) => object
}
