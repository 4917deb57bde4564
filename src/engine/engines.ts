import { bmc } from './bmc.js'
import type { Engine } from './engine.js'
import { explicit } from './explicit.js'
import { kInduction } from './k-induction.js'
import { pdr } from './pdr.js'

/** The engines by name. */
export const ENGINES: ReadonlyMap<string, Engine> = new Map(
  [bmc, pdr, kInduction, explicit()].map((engine) => [engine.name, engine]),
)
