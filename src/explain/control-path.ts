import { NOTHING, without, type Knowledge, type Learnt } from './knowledge.js'

/** Where a process has come along, each place once, and what its standing there derives from. */
export type ControlPath = readonly { readonly place: string; readonly knowledge: Knowledge }[]

export function startOfPath(place: string): ControlPath {
  return [{ place, knowledge: NOTHING }]
}

export function standingKnowledge(path: ControlPath): Knowledge {
  return path.at(-1)?.knowledge ?? NOTHING
}

/** Who comes to a place again knows by that no more than at the first time. */
export function moved(path: ControlPath, place: string, knowledge: Knowledge): ControlPath {
  const known = path.findIndex((one) => one.place === place)
  return known < 0 ? [...path, { place, knowledge }] : path.slice(0, known + 1)
}

export function forgotten(path: ControlPath, isForgotten: (learnt: Learnt) => boolean): ControlPath {
  return path.map(({ place, knowledge }) => ({ place, knowledge: without(knowledge, isForgotten) }))
}
