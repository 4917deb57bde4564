/**
 * The fixed DynamoDB model (fix=cas) in Promela, step for step, for Spin. The rollback record is left out: nothing reads it, and Spin
 * would pay for it in states. Only a deletion can empty an endpoint, so that is where the property is asserted. Local variables are
 * reset when they are dead, as a careful author would.
 */
export function promela({ enactors, endpoints, plans, age }) {
  const each = (from, to, text) => Array.from({ length: to - from + 1 }, (_, place) => text(from + place))
  const ofEndpoints = (text) => each(0, endpoints - 1, text)
  const tree = (endpoint, plan) => `tree[${endpoint}*${plans + 1}+${plan}]`
  const due = (endpoint, plan) => `(${tree(endpoint, plan)} && ${plan} + ${age} <= plan)`
  const noneDue = (endpoint, before) => each(1, before - 1, (plan) => `!${due(endpoint, plan)}`)
  const deletion = (endpoint, plan) => {
    const guard = [due(endpoint, plan), ...noneDue(endpoint, plan)].join(' && ')
    const effect = `${tree(endpoint, plan)} = 0; assert(alias[${endpoint}] != ${plan})`
    return `  :: atomic { (${guard}) -> ${effect}; goto cleanUp }`
  }
  const deletions = ofEndpoints((endpoint) => each(1, plans, (plan) => deletion(endpoint, plan))).flat()
  const nothingDue = ofEndpoints((endpoint) => noneDue(endpoint, plans + 1)).flat()
  return `
byte latest;
byte alias[${endpoints}];
bit tree[${endpoints * (plans + 1)}];

active proctype planner() {
end: do :: atomic { (latest < ${plans}) -> latest++ } od
}

active [${enactors}] proctype enactor() {
  byte plan; byte zone;
end: atomic { (${ofEndpoints((endpoint) => `latest > alias[${endpoint}]`).join(' && ')}) -> plan = latest };
flip:
  atomic {
    (alias[zone] == 0 || tree[zone*${plans + 1}+alias[zone]]) ->
    if :: plan > alias[zone] -> tree[zone*${plans + 1}+plan] = 1; alias[zone] = plan :: else fi;
    zone++;
    if :: zone == ${endpoints} -> zone = 0; goto cleanUp :: else -> goto flip fi
  };
cleanUp:
  if
${deletions.join('\n')}
  :: atomic { (${nothingDue.join(' && ')}) -> plan = 0; goto end }
  fi
}
`
}
