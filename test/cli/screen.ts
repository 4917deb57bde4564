/** A terminal as far as lines that are redrawn need one: what it shows after what was written. Long lines are folded, and folded anew. */
export class Screen {
  private rows: string[] = ['']
  private row = 0
  private column = 0

  constructor(private width: number) {}

  write(text: string): void {
    for (const [piece, , count = '1', code] of text.matchAll(/(\u001b\[(\d*)([AJK]))|[^\u001b]/g)) {
      if (piece === '\r') this.column = 0
      else if (piece === '\n') this.down()
      else if (code === 'A') this.row = Math.max(0, this.row - Number(count))
      else if (code === 'K') this.rows[this.row] = this.line.slice(0, this.column)
      else if (code === 'J') {
        this.rows = [...this.rows.slice(0, this.row), this.line.slice(0, this.column)]
      } else this.put(piece)
    }
  }

  /** As terminals do that fold what becomes too long. */
  resize(width: number): void {
    const before = this.rows.slice(0, this.row + 1)
    this.rows = before.flatMap((line) => line.match(new RegExp(`.{1,${String(width)}}`, 'g')) ?? [''])
    this.row = this.rows.length - 1
    this.column = this.line.length
    this.width = width
  }

  get lines(): readonly string[] {
    return this.rows.map((line) => line.trimEnd())
  }

  private get line(): string {
    return this.rows[this.row] ?? ''
  }

  private down(): void {
    this.row += 1
    this.column = 0
    this.rows[this.row] ??= ''
  }

  private put(character: string): void {
    if (this.column === this.width) this.down()
    this.rows[this.row] =
      this.line.slice(0, this.column).padEnd(this.column) + character + this.line.slice(this.column + 1)
    this.column += 1
  }
}
