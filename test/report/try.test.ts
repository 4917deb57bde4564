import { it } from 'vitest'
import { dnsRace } from './dns-race.js'
import { firing } from './firing.js'
import { checkText } from '../../src/report/check-text.js'
import { createPalette } from '../../src/report/palette.js'
import { explicit } from '../../src/engine/explicit.js'
import { basename } from 'node:path'
it('x', async () => {
  const showPlace = (p: any) => `${basename(p.file)}:${p.line}`
  for (const [enactors, endpoints, width, told] of [[2,1,100,[]],[2,1,80,['noRegression']],[3,2,60,[]]] as const) {
    const s = dnsRace({ enactors, endpoints })
    const results = await explicit().check({system: s, depth: 12, openSolver: () => { throw 1 }, report: () => {}})
    console.log('\n' + checkText({ subject: {model: 'dynamodb-dns', params: {enactors, endpoints, fix: 'none'}}, report: {system: s, depth: 12, results}, told }, { width, palette: createPalette({color: false}), detail: width === 60 ? 'full' : 'usual', showPlace }))
  }
})
