import { bmc } from './bmc.js'
import type { Engine } from './engine.js'
import { explicit } from './explicit.js'

/** The engines by name. */
export const ENGINES: ReadonlyMap<string, Engine> = new Map(
  [bmc, explicit()].map((engine) => [engine.name, engine]),
)
