import { Command, Option } from 'commander'
import type { ExitCode } from '../report/verdict/exit-code.js'
import type { CheckFlags } from './check.js'
import type { CompareFlags } from './compare.js'
import type { ExportFlags } from './export.js'
import type { ListFlags } from './list.js'
import { collect, collectList, depthRange, seconds, wholeNumber } from './option-value.js'
import type { ShowFlags } from './show.js'
import type { SimulateFlags } from './simulate.js'
import type { SweepFlags } from './sweep.js'
import { openTerminal } from './terminal.js'
import type { VerifyFlags } from './verify-certificate.js'
import { packageVersion } from './version.js'
import type { Worker } from '../run/worker.js'

/**
 * The commands and their options. The code of a command is loaded when it is run, and errors are thrown, not printed.
 * @param finish is told the exit code of the command that ran.
 * @param ahead a worker with the usual solver, already started for the command.
 */
export function createProgram(finish: (code: ExitCode) => void, ahead?: Worker): Command {
  const program = new Command('premortem')
    .description(
      'Checks a small model of a protocol: every schedule up to a depth, before production tries them.',
    )
    .version(packageVersion())
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .addHelpText('after', EPILOGUE)

  const check = program
    .command('check', { isDefault: true })
    .summary('look for violations up to a depth (the default command)')
    .description('Looks for a shortest violation of each property, up to a depth, and proves what it can.')
  checking(check, { insist: false })

  const prove = program
    .command('prove')
    .summary('the same, but anything short of a proof at every depth is undecided')
    .description(
      'Goes on until each property is proved at every depth or violated. Exit 10 where it is neither.',
    )
  checking(prove, { insist: true })

  const sweep = program
    .command('sweep')
    .summary('a verdict for each depth and each combination of parameters')
    .description(
      "Checks every combination, as in: --depth 1..20 --param enactors=2..5 --param fix=none,cas. A star, as in 'fix=*', stands for all values that have names.",
    )
  forModels(sweep)
  addDepth(sweep, { argument: '<range>', usual: '1..20', parse: depthRange })
  forSolving(sweep)
  confirming(sweep)
  sweep.addOption(
    new Option('--jobs <number>', 'checks at a time (default: one for each core)').argParser(wholeNumber(1)),
  )
  forReports(sweep, ['text', 'csv', 'json', 'jsonl', 'html'])
  sweep.action(async (model: string, flags: SweepFlags) => {
    const { runSweep } = await import('./sweep.js')
    finish(await runSweep(model, flags, openTerminal(flags)))
  })

  const comparing = program
    .command('compare')
    .summary('judge a fix: what it closes, what it only moves, and what it costs')
    .description(
      'Compares a broken model with its fix: two files, or values of a parameter, as in --param fix=none,cas. The first is the broken one.',
    )
    .argument('<broken>', 'a model file, a folder with a model.ts, or the name of a gallery story')
    .argument('[fixed]', 'another one, where the fix is not a value of a parameter')
  choosing(comparing)
  addDepth(comparing, { argument: '<steps>', usual: '20', parse: wholeNumber(0) })
  forSolving(comparing)
  forReports(comparing, ['text', 'json', 'html'])
  comparing.action(async (broken: string, fixed: string | undefined, flags: CompareFlags) => {
    const { runCompare } = await import('./compare.js')
    const named = fixed === undefined ? [broken] : [broken, fixed]
    finish(await runCompare(named, flags, { terminal: openTerminal(flags), worker: ahead }))
  })

  const exporting = program
    .command('export')
    .summary('the exact problem, for other solvers')
    .description(
      'Prints the search for all the properties as one SMT-LIB 2.6 script (smt2), or the whole system for other model checkers (vmt, btor2).',
    )
  forModels(exporting)
  addDepth(exporting, { argument: '<steps>', usual: '20', parse: wholeNumber(0) })
  forReports(exporting, ['smt2', 'vmt', 'btor2'])
  exporting.action(async (model: string, flags: ExportFlags) => {
    const { runExport } = await import('./export.js')
    finish(await runExport(model, flags, openTerminal(flags)))
  })

  const simulate = program
    .command('simulate')
    .summary('random runs, without a solver')
    .description(
      'Makes random runs on the reference interpreter. What they do not show may be possible all the same.',
    )
  forModels(simulate)
  addDepth(simulate, { argument: '<steps>', usual: '20', parse: wholeNumber(0) })
  simulate
    .addOption(new Option('--runs <number>', 'how many').default(1000).argParser(wholeNumber(1)))
    .addOption(
      new Option('--seed <number>', 'equal seeds make equal runs').default(1).argParser(wholeNumber(0)),
    )
  forReports(simulate, ['text', 'json', 'html', 'mermaid', 'itf'])
  simulate.action(async (model: string, flags: SimulateFlags) => {
    const { runSimulate } = await import('./simulate.js')
    finish(await runSimulate(model, flags, openTerminal(flags)))
  })

  const show = program
    .command('show')
    .summary('a saved report or trace once more, in any format')
    .description(
      'Shows what is in a file that check or simulate has written as json or itf, or in an ITF file of another tool, and replays traces where the model is at hand.',
    )
    .argument('<file>', 'our JSON or ITF')
    .argument('[model]', 'the model to replay on (default: the one that the file speaks of, if it is here)')
    .option('--property <name>', 'only this property (repeatable, or a list)', collectList)
  forReports(show, ['text', 'json', 'html', 'mermaid', 'itf'])
  show.action(async (file: string, model: string | undefined, flags: ShowFlags) => {
    const { runShow } = await import('./show.js')
    finish(await runShow(file, model, flags, openTerminal(flags)))
  })

  const verifying = program
    .command('verify-certificate')
    .summary('whether what a saved report claims is so, without believing who made it')
    .description(
      'Establishes each verdict in the JSON of check or prove anew, from the model: proofs are asked of a fresh solver, traces are replayed. Exit 12 where one does not hold.',
    )
    .argument('<file>', 'what check or prove has written as json')
    .argument('<model>', 'a model file, a folder with a model.ts, or the name of a gallery story')
    .option('--solver <solver>', SOLVERS)
    .addOption(new Option('--timeout <seconds>', 'stop then, with what is established').argParser(seconds))
  verifying.option('--param <name=value>', 'refuse a file that is about another value (repeatable)', collect)
  selecting(verifying)
  forReports(verifying, ['text', 'json'])
  verifying.action(async (file: string, model: string, flags: VerifyFlags) => {
    const { runVerifyCertificate } = await import('./verify-certificate.js')
    finish(
      await runVerifyCertificate({ file, model }, flags, { terminal: openTerminal(flags), worker: ahead }),
    )
  })

  const init = program
    .command('init')
    .summary('a new project with a model, a test and a workflow to start from')
    .argument('[folder]', 'where to (default: here)', '.')
  inColor(init).action(async (folder: string, flags: ListFlags) => {
    const { runInit } = await import('./init.js')
    finish(await runInit(folder, openTerminal(flags)))
  })

  const list = program.command('list').summary('the stories of the gallery, which are models by name')
  inColor(list).action(async (flags: ListFlags) => {
    const { runList } = await import('./list.js')
    finish(await runList(flags, openTerminal(flags)))
  })
  return program

  function checking(command: Command, { insist }: { readonly insist: boolean }): void {
    forModels(command)
    addDepth(command, { argument: '<steps>', usual: '20', parse: wholeNumber(0) })
    forSolving(command)
    confirming(command)
    forReports(command, ['text', 'json', 'jsonl', 'html', 'mermaid', 'itf', 'junit', 'sarif', 'github'])
    command
      .addOption(new Option('--minimise').hideHelp())
      .option('--no-minimise', 'show the first trace found, not the simplest of its length')
      .option('--strict', 'fail also where verdicts mean less than they seem to: warnings count')
      .option('--as-expected', 'exit 0 exactly when the verdicts are those that the model file pins')
      .option('--watch', 'check again whenever the model, or a file that it imports, is saved')
      .action(async (model: string, flags: CheckFlags) => {
        const means = { terminal: openTerminal(flags), worker: ahead, insist }
        if (flags.watch === true) {
          const { runWatch } = await import('./watch.js')
          finish(await runWatch(model, flags, means))
          return
        }
        const { runCheck } = await import('./check.js')
        finish(await runCheck(model, flags, means))
      })
  }
}

function forModels(command: Command): void {
  choosing(
    command.argument('<model>', 'a model file, a folder with a model.ts, or the name of a gallery story'),
  )
}

/** What of a model is looked at. */
function choosing(command: Command): void {
  selecting(command.option('--param <name=value>', 'set a parameter of the model (repeatable)', collect))
}

function selecting(command: Command): void {
  command
    .option(
      '--property <name>',
      'only this property (repeatable, or a list; also --inv, --invariant)',
      collectList,
    )
    .addOption(new Option('--inv <name>').argParser(collectList).hideHelp())
    .addOption(new Option('--invariant <name>').argParser(collectList).hideHelp())
}

/** `--depth` with its other names, which the help only mentions. */
function addDepth(
  command: Command,
  {
    argument,
    usual,
    parse,
  }: { readonly argument: string; readonly usual: string; readonly parse: (value: string) => unknown },
): void {
  const help = `how deep to look (also --length, --max-steps; default: ${usual})`
  command
    .addOption(new Option(`--depth ${argument}`, help).argParser(parse))
    .addOption(new Option(`--length ${argument}`).argParser(parse).hideHelp())
    .addOption(new Option(`--max-steps ${argument}`).argParser(parse).hideHelp())
}

function forSolving(command: Command): void {
  command
    .option('--engine <name>', 'auto, bmc, pdr, k-induction, spacer or explicit (default: auto)')
    .option('--solver <solver>', SOLVERS)
    .addOption(new Option('--timeout <seconds>', 'stop then, with what is established').argParser(seconds))
}

const SOLVERS = 'wasm, z3, cvc5 or the path of an SMT-LIB solver (default: wasm)'

function confirming(command: Command): void {
  command.option(
    '--confirm-with <solver>',
    'have each verdict decided again by a second solver: z3, cvc5 or a path',
  )
}

function forReports(command: Command, formats: readonly string[]): void {
  const choice = [formats.slice(0, -1).join(', '), ...formats.slice(-1)].filter((part) => part !== '')
  command
    .option('--format <format>', `${choice.join(' or ')} (repeatable, with --out)`, collect)
    .option('--out <file>', 'write to a file (repeatable: one for each --format)', collect)
  if (formats.includes('itf')) {
    command.option('--out-itf <file>', 'write the trace as itf, whatever the file is called', collect)
  }
  command.option('--quiet', 'no more than the verdicts')
  inColor(command)
}

function inColor(command: Command): Command {
  return command
    .option('--verbose', 'leave nothing out; with errors, say where they come from')
    .option('--no-color', 'no colours')
}

const EPILOGUE = `
Examples:
  premortem dynamodb-dns
  premortem check dynamodb-dns --param fix=cas --depth 30
  premortem check my-model.ts --property noDoubleSpend --format json
  premortem sweep dynamodb-dns --param enactors=2..4

Exit codes: 0 holds as asked, 10 undecided, 11 deadlock, 12 property violated,
14 a warning under --strict or a fix that costs some work, 2 usage or model error, 70 defect of
premortem, 130 interrupted; of several the gravest.`
