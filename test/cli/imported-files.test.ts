import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withImportedFiles } from '../../src/cli/imported-files.js'
import { Workplace } from './running.js'

const place = new Workplace()
beforeAll(() => {
  mkdirSync(join(place.folder, 'parts'))
  place.write(
    'model.ts',
    "import { a } from './a.js'\nimport './b'\nexport * from \"./parts\"\nimport { model } from 'premortem'\n",
  )
  place.write(
    'a.ts',
    "import type { C } from './c.mjs'\nimport data from './data.json' with { type: 'json' }\n",
  )
  place.write('b.cjs', "const a = require('./a.ts')\n")
  place.write('c.mts', "const late = await import(\n  './late.ts')\nimport './model.ts'\n")
  place.write('data.json', '{}')
  place.write('late.ts', "import './missing.js'\n")
  place.write('parts/index.ts', '')
  place.write('stranger.ts', '')
})
afterAll(() => {
  place.close()
})

it('a model is made of all that it imports by a path, and of what would be imported if it were there', () => {
  const files = withImportedFiles(join(place.folder, 'model.ts')).map((file) =>
    file.slice(place.folder.length + 1),
  )
  const missing = files.filter((file) => file.startsWith('missing'))
  expect(files.filter((file) => !missing.includes(file)).toSorted()).toEqual(
    ['a.ts', 'b.cjs', 'c.mts', 'data.json', 'late.ts', 'model.ts', 'parts/index.ts'].toSorted(),
  )
  expect(missing).toEqual(expect.arrayContaining(['missing.js', 'missing.ts']))
})
