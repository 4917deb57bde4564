// One proof of each of the gallery's known protocols, in the variant that is correct.
import { parameters, premortem } from './premortem.mjs'
import { seconds, table, thousands } from './table.mjs'

const STORIES = [
  { story: 'peterson', params: { order: 'correct' } },
  { story: 'two-phase-commit', params: { participants: 5 } },
  { story: 'token-ring', params: { nodes: 10 } },
  { story: 'alternating-bit', params: { slots: 2 } },
  { story: 'lease', params: { clients: 4, fix: 'fence' } },
  { story: 'bakery', params: { processes: 3 } },
]

export async function stories({ runs, quick }) {
  const rows = []
  for (const { story, params } of quick ? STORIES.slice(0, 1) : STORIES) {
    process.stderr.write(`prove ${story}\n`)
    const outcome = await premortem(['prove', story, ...parameters(params)], runs)
    rows.push({
      story: `[${story}](../models/${story}/model.ts)`,
      parameters: Object.entries(params)
        .map(([name, value]) => `\`${name}=${value}\``)
        .join(' '),
      answers: tally(outcome.results),
      'time (s)': seconds(outcome),
      'memory (MiB)': thousands(outcome.mebibytes),
    })
  }
  return table(rows)
}

/** `3 proved, 1 reached`; a goal that is proved never to be reached is proved. */
function tally(results) {
  const answers = results.map(({ verdict, certificate }) => (certificate === undefined ? verdict : 'proved'))
  const count = (kind) => answers.filter((answer) => answer === kind).length
  return [...new Set(answers)].map((kind) => `${count(kind)} ${kind}`).join(', ')
}
