import type { Engine } from './engine.js'

/** The engines by name, each loaded when it is wanted. */
export const ENGINES: ReadonlyMap<string, () => Promise<Engine>> = new Map([
  ['bmc', async () => (await import('./bmc.js')).bmc],
  ['pdr', async () => (await import('./pdr.js')).pdr],
  ['k-induction', async () => (await import('./k-induction.js')).kInduction],
  ['spacer', async () => (await import('./spacer.js')).spacer()],
  ['explicit', async () => (await import('./explicit.js')).explicit()],
])
