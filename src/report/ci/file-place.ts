import type { SourcePlace } from '../../ir/system.js'

/** A place as other programs find it: the file's path from where the command runs, with slashes. */
export type FilePlace = (place: SourcePlace) => SourcePlace
