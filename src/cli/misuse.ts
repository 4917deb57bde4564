import type { CommanderError } from 'commander'
import { nearest } from '../dsl/nearest.js'

/**
 * A command line that cannot be understood, in the same form as all other errors.
 * @param words the command line.
 * @param commands the names of the commands there are.
 */
export function describeMisuse(
  { code, message }: Pick<CommanderError, 'code' | 'message'>,
  words: readonly string[],
  commands: readonly string[],
): string {
  const [first = ''] = words
  const isCommand = commands.includes(first)
  const help = `See premortem ${isCommand ? `${first} ` : ''}--help.`
  return `premortem: ${[...explain(), help].join('\n  ')}\n`

  function explain(): readonly string[] {
    const meant = isCommand ? undefined : nearest(first, commands)
    if (code === 'commander.excessArguments' && meant !== undefined) {
      return [`There is no command \`${first}\`.`, `Did you mean \`${meant}\`?`]
    }
    const text = message.replace(/^error: /, '')
    const [, option, value, remedy] =
      /^option '(--[\w-]+).*?' argument '(.*)' is invalid\. (.*)$/s.exec(text) ?? []
    if (option !== undefined && value !== undefined && remedy !== undefined) {
      return [`${option} cannot be \`${value}\`.`, remedy]
    }
    const [problem = '', hint] = text.split('\n')
    const sentence = `${problem.charAt(0).toUpperCase()}${problem.slice(1)}${problem.endsWith('.') ? '' : '.'}`
    return hint === undefined ? [sentence] : [sentence, hint.replace(/^\((.*)\)$/, '$1')]
  }
}
