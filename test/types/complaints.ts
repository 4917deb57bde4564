import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const HERE = fileURLToPath(new URL('written.ts', import.meta.url))

/** Some names are imported only for the slips. */
const UNUSED_IMPORT = 6133

/** What the compiler says of a file next to this one with this text: the lines, the codes, and the first words. */
export function complaints(
  text: string,
): readonly { readonly line: string; readonly code: string; readonly message: string }[] {
  const { config } = ts.readConfigFile(`${ROOT}/tsconfig.json`, (file) => ts.sys.readFile(file)) as {
    readonly config: unknown
  }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT)
  const host = ts.createCompilerHost(options)
  const onDisk = { read: host.readFile.bind(host), exists: host.fileExists.bind(host) }
  host.readFile = (file) => (file === HERE ? text : onDisk.read(file))
  host.fileExists = (file) => file === HERE || onDisk.exists(file)
  const program = ts.createProgram([HERE], { ...options, noUnusedLocals: false }, host)
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(HERE))
    .filter(({ code }) => code !== UNUSED_IMPORT)
    .map(({ code, start = 0, file, messageText }) => {
      const line = file?.getLineAndCharacterOfPosition(start).line ?? 0
      return {
        line: text.split('\n')[line]?.trim() ?? '',
        code: `TS${String(code)}`,
        message: ts.flattenDiagnosticMessageText(messageText, '\n'),
      }
    })
}
