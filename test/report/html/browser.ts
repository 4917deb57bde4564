import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'

/** A page as a reader has it before them, with what a browser says against it. */
export interface OpenPage {
  readonly page: Page
  /** Errors, warnings, and whatever the page asked others for. */
  readonly complaints: readonly string[]
}

/** A headless Chromium, and a folder for the files that it looks at. */
export class Reader {
  readonly folder = mkdtempSync(join(tmpdir(), 'premortem-html-'))

  private constructor(private readonly browser: Browser) {}

  /** @throws Error where no Chromium is installed. */
  static async start(): Promise<Reader> {
    return new Reader(await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] }))
  }

  /** Opens the text of an HTML file. */
  async read(html: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
    const file = join(this.folder, `${String(this.count())}.html`)
    writeFileSync(file, html)
    const context = await this.browser.newContext({ viewport: { width: 1400, height: 900 }, ...options })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      const url = request.url()
      if (url !== pathToFileURL(file).href && !url.startsWith('data:')) complaints.push(`asks for ${url}`)
    })
    await page.goto(pathToFileURL(file).href)
    return { page, complaints }
  }

  /** Takes a picture for people; the folder goes with the reader unless PREMORTEM_SHOTS names another. */
  async photograph(page: Page, name: string): Promise<Buffer> {
    return page.screenshot({ path: join(process.env.PREMORTEM_SHOTS ?? this.folder, `${name}.png`) })
  }

  async close(): Promise<void> {
    await this.browser.close()
    rmSync(this.folder, { recursive: true })
  }

  private files = 0

  private count(): number {
    this.files += 1
    return this.files
  }
}

function chromiumPath(): string {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, 'chromium')
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      continue
    }
  }
  throw new Error(
    'These tests need Chromium: there is no program `chromium` in PATH. On Debian: apt-get install chromium.',
  )
}
