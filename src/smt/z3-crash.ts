/**
 * Says what ended a WASM instance of Z3, and what to do about it.
 * @param thrown whatever the module threw: a RuntimeError of WebAssembly, a C++ exception, a RangeError when the stack of JavaScript
 * is used up, or the `ExitStatus` (no Error) of a module that exited.
 */
export function describeCrash(thrown: unknown): string {
  const said = messageOf(thrown)
  if (outOfMemory.test(said)) {
    return 'ran out of memory (WASM has 2 GiB at most): ask for a smaller depth, or use a native solver'
  }
  if (outOfStack.test(said)) {
    return 'ran out of stack, a formula is nested too deeply: ask for a smaller depth, or use a native solver'
  }
  return `crashed (${said}): use a native solver`
}

/** 101 is the status with which Z3 exits when it meets a memory limit of its own. */
const outOfMemory = /enlarge memory|out of memory|\bOOM\b|bad_alloc|exit\(101\)|status: 101\b/i

const outOfStack = /call stack|stack overflow/i

function messageOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) return String(thrown.message)
  return String(thrown)
}
