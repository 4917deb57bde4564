import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { ROOT, type Block } from './document.js'

/** What a program may import beside the files of its page: as from the root of the repository. */
const FOLDERS = ['models', 'examples']

/** Whether a block is a program to be run, rather than a model: it prints something. */
export function isProgram({ language, content }: Block): boolean {
  return language === 'ts' && /\bconsole\.log\(/.test(content)
}

/** Whether a block shows a part of a file of the examples. */
export function isExcerpt({ file }: Block): boolean {
  return file.startsWith('examples/')
}

/** A folder for the programs of a page, where what they import is JavaScript, and `premortem` is the build. */
export class Programs {
  private count = 0

  constructor(private readonly folder: string) {
    mkdirSync(join(folder, 'node_modules'), { recursive: true })
    symlinkSync(ROOT, join(folder, 'node_modules/premortem'))
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    for (const each of FOLDERS) {
      for (const file of readdirSync(join(ROOT, each), { recursive: true, encoding: 'utf8' })) {
        if (file.endsWith('.ts')) this.add(join(each, file), readFileSync(join(ROOT, each, file), 'utf8'))
      }
    }
  }

  /** Something that programs import. */
  add(file: string, content: string): void {
    const path = join(this.folder, file.replace(/\.ts$/, '.js'))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, javascriptOf(content))
  }

  /** The file of a program, to be run. */
  write({ content }: Block): string {
    this.count += 1
    const path = join(this.folder, `program-${String(this.count)}.js`)
    writeFileSync(path, javascriptOf(content))
    return path
  }
}

/** Puts into a folder what programs there import, for the compiler. */
export function copyFolders(folder: string): void {
  for (const each of FOLDERS) cpSync(join(ROOT, each), join(folder, each), { recursive: true })
}

function javascriptOf(content: string): string {
  const { outputText } = ts.transpileModule(content, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  })
  return outputText
}
