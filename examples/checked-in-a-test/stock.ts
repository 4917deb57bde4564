import {
  count,
  invariant,
  model,
  onlyIf,
  processes,
  proved,
  range,
  reachable,
  reached,
  state,
  step,
  variant,
  violated,
} from 'premortem'

/** The last item of a shop. Buyers look whether there is one, and then take it. */
export default model({
  name: 'stock',
  params: {
    buyers: count(2, 'buyers who want the item'),
    fix: variant({ none: 'look, then take', atomic: 'take only what is there' }, 'how the item is taken'),
  },
  build({ buyers, fix }) {
    const stock = state(range(1 - buyers, 1).initially(1))
    const buyer = processes(buyers, {
      locals: { seen: range(1 - buyers, 1).initially(0) },
      steps: ({ seen }) => ({
        look: step(seen.becomes(stock)),
        take: step(onlyIf((fix === 'atomic' ? stock : seen).atLeast(1), stock.becomes(stock.minus(1)))),
      }),
    })
    return {
      stock,
      buyer,
      properties: { neverOversold: invariant(stock.atLeast(0)), sells: reachable(stock.is(0)) },
    }
  },
  expect: [
    { verdicts: { neverOversold: violated(4), sells: reached(2) } },
    { params: { fix: 'atomic' }, verdicts: { neverOversold: proved(), sells: reached(2) } },
  ],
})
