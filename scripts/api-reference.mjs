/**
 * Makes docs/api.md from the declarations of src/index.ts and their comments. With `--check` it only says, by its exit code, whether the
 * page is up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { pageOf } from './api-reference/page.mjs'
import { readSurface } from './api-reference/surface.mjs'

const PAGE = fileURLToPath(new URL('../docs/api.md', import.meta.url))

function textOf(path) {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
}

const markdown = pageOf(readSurface(), {
  model: textOf('examples/checked-in-a-test/stock.ts'),
  modelling: textOf('docs/modelling.md'),
})
const page = await format(markdown, { ...(await resolveConfig(PAGE)), parser: 'markdown' })
if (!process.argv.includes('--check')) writeFileSync(PAGE, page)
else if (textOf('docs/api.md') !== page) {
  console.error('docs/api.md is not what the declarations say: run `npm run docs:api`.')
  process.exitCode = 1
}
